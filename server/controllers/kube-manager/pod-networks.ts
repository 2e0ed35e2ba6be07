/**
 * Which networks a pod is attached to.
 *
 * Primary, first hit: `opencontrail.org/network` of the pod, of its namespace, the isolated namespace's pod network,
 * the cluster's default pod network. Then one for each entry of `k8s.v1.cni.cncf.io/networks`. Re-evaluated only while
 * the pod has no interface yet: a running pod keeps the networks with which it started.
 */

import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import { NETWORK } from '../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { parseNetworkName } from '../../engine/annotations/dict-string.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { parsePodNetworks, type NetworkSelection } from '../../engine/annotations/pod-networks.ts';
import {
  attachmentNetworkFqName,
  clusterPodNetworkFqName,
  podNetworkFqName,
  type ClusterNames,
} from '../../engine/naming/kube-names.ts';
import { kubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { Problem } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';

type Network = RecordOf<'virtual-network'>;

export interface WantedInterface {
  readonly network: Network;
  /** As `network-status` names it. */
  readonly name: string;
  /** The interface's name inside the pod, if asked for. */
  readonly interface?: string;
  /** Addresses asked for; the rest is drawn. */
  readonly ips?: readonly string[];
  readonly mac?: string;
}

const PRIMARY = 'cluster-wide-default';

/** `networks` is the text of the pod's networks annotation when it started. Throws a `Problem` for what is missing. */
export function wantedInterfaces(
  read: Read,
  names: ClusterNames,
  pod: KubeObjectOf<'Pod'>,
  networks: string,
): WantedInterface[] {
  const namespace = pod.metadata.namespace ?? '';
  const reading = parsePodNetworks(networks, namespace);
  if (reading.kind === 'malformed')
    throw cannot(`Pod ${namespace}/${pod.metadata.name}: ${reading.message}. ${whereToCorrect(pod)}`);
  const extra = reading.networks.map((selection): WantedInterface => ({
    network: attachmentNetwork(read, names, pod, selection),
    name: selection.name,
    ...(selection.interface === undefined ? {} : { interface: selection.interface }),
    ...(selection.ips === undefined ? {} : { ips: selection.ips }),
    ...(selection.mac === undefined ? {} : { mac: selection.mac }),
  }));
  return [{ network: primaryNetwork(read, names, pod), name: PRIMARY }, ...extra];
}

/** A pod that somebody made by hand has no template. */
function whereToCorrect(pod: KubeObjectOf<'Pod'>): string {
  const owner = pod.metadata.ownerReferences?.find((each) => each.controller === true);
  return owner === undefined
    ? 'Correct the annotation of the pod.'
    : 'Correct the annotation in the template of its ' +
        `${owner.kind}${owner.kind === 'ReplicaSet' ? ', or of the Deployment above it' : ''} (${owner.name}).`;
}

function primaryNetwork(read: Read, names: ClusterNames, pod: KubeObjectOf<'Pod'>): Network {
  const namespace = read.get('kube/Namespace', pod.metadata.namespace ?? '')?.value;
  for (const object of [pod, namespace]) {
    const text = object?.metadata.annotations?.[NETWORK];
    if (text === undefined) continue;
    const what = `Annotation ${NETWORK} of ${object === pod ? 'pod' : 'namespace'} ${object!.metadata.name}`;
    const reading = parseNetworkName(text);
    if (reading.kind === 'malformed') throw cannot(`${what}: ${reading.message}.`);
    return networkOf(read, reading.fqName, what);
  }
  const fqName = isIsolated(namespace)
    ? podNetworkFqName(names, pod.metadata.namespace ?? '')
    : clusterPodNetworkFqName(names);
  return networkOf(read, fqName, `Pod ${pod.metadata.namespace}/${pod.metadata.name}`);
}

function attachmentNetwork(
  read: Read,
  names: ClusterNames,
  pod: KubeObjectOf<'Pod'>,
  { namespace, name }: NetworkSelection,
): Network {
  const what = `Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
  const definition = read.get('kube/NetworkAttachmentDefinition', kubeKey(namespace, name))?.value;
  if (definition === undefined) {
    throw cannot(
      `${what} wants network attachment definition ${namespace}/${name}, which does not exist. Create it, and ` +
        'the pod gets its interface.',
    );
  }
  const request = readAttachmentRequest(definition.metadata.annotations);
  switch (request.kind) {
    case 'existing-network':
      return networkOf(read, request.network, `Network attachment definition ${namespace}/${name}`);
    case 'new-network':
      return networkOf(read, attachmentNetworkFqName(names, namespace, name), what);
    case 'malformed':
      throw cannot(`Network attachment definition ${namespace}/${name}: ${request.message}`);
    case 'nothing':
      throw cannot(
        `Network attachment definition ${namespace}/${name} names no network: give it the annotation ` +
          'opencontrail.org/cidr or opencontrail.org/network.',
      );
  }
}

function networkOf(read: Read, fqName: FqName, what: string): Network {
  const network = findByFqName(read, 'virtual-network', fqName);
  if (network !== undefined) return network;
  throw cannot(
    `${what} wants virtual network ${formatFqName(fqName)}, which does not exist. Create it under Overlay > ` +
      'Virtual Networks.',
  );
}

function cannot(detail: string): Problem {
  return new Problem({ status: 422, reason: 'NetworkNotReady', detail });
}
