/** What a process sees of the pod and container that it runs in. */

import { isObject, type JsonObject } from '../model/json.ts';
import type { ValueOf } from '../model/kinds.ts';
import { ArgumentListTooLong, MOST_CHARACTERS, Variables } from './limits.ts';

export type Pod = ValueOf<'kube/Pod'>;

export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly container: string;
  readonly hostname: string;
  readonly hostNetwork: boolean;
  /** Of the primary interface first. */
  readonly addresses: readonly string[];
}

/** The variables of a container that every one has. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function placeOf(pod: Pod, container: string): Place {
  const { metadata, spec, status } = pod;
  const hostname = spec?.['hostname'];
  return {
    namespace: metadata.namespace ?? '',
    pod: metadata.name,
    uid: metadata.uid,
    container,
    hostname:
      spec?.hostNetwork === true
        ? (spec.nodeName ?? metadata.name)
        : typeof hostname === 'string' && hostname !== ''
          ? hostname
          : metadata.name,
    hostNetwork: spec?.hostNetwork === true,
    addresses: (status?.podIPs ?? []).map(({ ip }) => ip),
  };
}

/**
 * Variables of a container: PATH, HOSTNAME, HOME, and those of its spec that are given as values or from fields of the
 * pod. Values from ConfigMaps and Secrets are left out: those of Secrets leave by reads of Secrets alone. Throws
 * `ArgumentListTooLong`.
 */
export function variablesOf(pod: Pod, place: Place): Variables {
  const variables = Variables.of([
    ['PATH', PATH],
    ['HOSTNAME', place.hostname],
    ['HOME', '/root'],
  ]);
  const container = pod.spec?.containers.find(({ name }) => name === place.container);
  for (const variable of listOf(container?.['env'])) {
    const { name, value, valueFrom } = variable;
    if (typeof name !== 'string') continue;
    if (typeof value === 'string') variables.set(name, substituted(value, variables));
    else {
      const path = objectIf(objectIf(valueFrom)?.['fieldRef'])?.['fieldPath'];
      const field = typeof path === 'string' ? fieldOf(pod, path) : undefined;
      if (field !== undefined) variables.set(name, field);
    }
  }
  return variables;
}

/** `$(NAME)` of a variable before it; `$$(NAME)` is not replaced. */
function substituted(value: string, before: ReadonlyMap<string, string>): string {
  let characters = 0;
  return value.replace(/\$\$|\$\(([\w.-]+)\)/g, (all, name?: string) => {
    const text = name === undefined ? '$' : (before.get(name) ?? all);
    characters += text.length;
    if (characters > MOST_CHARACTERS) throw new ArgumentListTooLong();
    return text;
  });
}

function fieldOf(pod: Pod, path: string): string | undefined {
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace;
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'spec.nodeName':
      return pod.spec?.nodeName;
    case 'status.podIP':
      return pod.status?.podIP;
    case 'status.podIPs':
      return pod.status?.podIPs?.map(({ ip }) => ip).join(',');
    case 'status.hostIP':
      return pod.status?.hostIP;
    default:
      return undefined;
  }
}

function listOf(value: unknown): readonly { readonly [member: string]: unknown }[] {
  return Array.isArray(value) ? value.filter((each) => isObject(each)) : [];
}

function objectIf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** `/etc/hosts`, as the kubelet writes it. */
export function hostsFile({ addresses, hostname, hostNetwork }: Place): string {
  const local = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
  ];
  const own = hostNetwork ? [] : addresses.map((address) => `${address}\t${hostname}`);
  return ['# Kubernetes-managed hosts file.', ...local, ...own, ''].join('\n');
}
