/** The defaults of a pod's spec, in pods and in templates, as set by the API server of Kubernetes 1.32. */

import { child, childIf, fill, items, text, type Draft } from './draft.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

export function podSpecDefaults(spec: Draft): void {
  for (const container of items(spec, 'initContainers')) containerDefaults(container);
  for (const container of items(spec, 'containers')) containerDefaults(container);
  for (const volume of items(spec, 'volumes')) volumeDefaults(volume);
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  const account = text(spec, 'serviceAccountName') ?? text(spec, 'serviceAccount');
  if (account !== undefined && account !== '') {
    spec['serviceAccountName'] = account;
    spec['serviceAccount'] = account;
  }
  if (spec['hostNetwork'] === true) {
    for (const container of items(spec, 'containers')) {
      for (const port of items(container, 'ports')) fill(port, { hostPort: port['containerPort'] ?? null });
    }
  }
}

function containerDefaults(container: Draft): void {
  for (const port of items(container, 'ports')) fill(port, { protocol: 'TCP' });
  for (const variable of items(container, 'env')) {
    const fieldRef = childIf(childIf(variable, 'valueFrom'), 'fieldRef');
    if (fieldRef !== undefined) fill(fieldRef, { apiVersion: 'v1' });
  }
  for (const name of PROBES) {
    const probe = childIf(container, name);
    if (probe === undefined) continue;
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    const http = childIf(probe, 'httpGet');
    if (http !== undefined) fill(http, { path: '/', scheme: 'HTTP' });
  }
  fill(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest(text(container, 'image') ?? '') ? 'Always' : 'IfNotPresent',
  });
}

function isLatest(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

function volumeDefaults(volume: Draft): void {
  if (Object.keys(volume).length <= 1) child(volume, 'emptyDir');
  for (const source of ['configMap', 'secret', 'projected', 'downwardAPI']) {
    const found = childIf(volume, source);
    if (found !== undefined) fill(found, { defaultMode: 420 });
  }
  const hostPath = childIf(volume, 'hostPath');
  if (hostPath !== undefined) fill(hostPath, { type: '' });
}

const GUARANTEED = ['cpu', 'memory'];

/** The pod's quality-of-service class, from the requests and limits of its containers. */
export function qosClass(spec: Draft | undefined): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const containers = [...items(spec, 'initContainers'), ...items(spec, 'containers')];
  let named = false;
  let guaranteed = true;
  for (const container of containers) {
    const limits = childIf(childIf(container, 'resources'), 'limits') ?? {};
    const requests = childIf(childIf(container, 'resources'), 'requests') ?? {};
    for (const resource of GUARANTEED) {
      if (limits[resource] !== undefined || requests[resource] !== undefined) named = true;
      if (limits[resource] === undefined || (requests[resource] ?? limits[resource]) !== limits[resource])
        guaranteed = false;
    }
  }
  return !named ? 'BestEffort' : guaranteed ? 'Guaranteed' : 'Burstable';
}
