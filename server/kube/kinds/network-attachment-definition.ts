/**
 * Network attachment definitions (k8s.cni.cncf.io/v1, a custom kind).
 *
 * Its virtual network is named `<cluster>-<name>-pod-network` in the namespace's project. 409 if kube-manager uses that
 * name for something else, or will: the namespace's own pod network.
 */

import { overlapWithCluster } from '../../config/types/cluster-overlap.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { CIDR, NETWORK, type KeyValues } from '../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import { attachmentCollision } from '../../engine/naming/network-origin.ts';
import { impossibleNetwork } from '../../engine/validation/impossible-network.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { formatPrefix } from '../../model/net/prefix.ts';
import { byFqName } from '../../store/indexes.ts';
import { invalidValue } from '../causes.ts';
import { clusterNames } from '../cluster-names.ts';
import { child, childIf, text, type Draft } from '../draft.ts';
import { invalid, KubeProblem } from '../kube-problem.ts';
import type { KindRules } from './kind-rules.ts';

export const networkAttachmentRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'spec',
  defaults() {},
  prepareCreate(context, object) {
    refuseCidr(context, object, undefined);
    refuseCollision(context, object);
  },
  prepareUpdate(context, object, old) {
    refuseCidr(context, object, old);
    // Only a definition that did not map to an existing network can collide after an update.
    if (mapsToNetwork(old) && !mapsToNetwork(object)) refuseCollision(context, object);
  },
  causes: () => [],
  warnings({ metadata: { annotations } }, before) {
    const request = readAttachmentRequest(annotations);
    if (request.kind === 'malformed') return [request.warning];
    return request.kind === 'nothing'
      ? []
      : [...request.warnings, ...cidrWarnings(before?.metadata.annotations, annotations)];
  },
};

/** An existing network keeps its subnet. */
function cidrWarnings(before: KeyValues, after: KeyValues): string[] {
  const [old, now] = [readAttachmentRequest(before), readAttachmentRequest(after)];
  if (old.kind !== 'new-network' || now.kind !== 'new-network') return [];
  const [was, is] = [formatPrefix(old.prefix), formatPrefix(now.prefix)];
  return was === is
    ? []
    : [
        `Annotation ${CIDR} was ${was} and is now ${is}: a virtual network that exists keeps its subnet, so this ` +
          `has no effect on it. Delete the definition and create it anew, or edit the network's subnets.`,
      ];
}

function mapsToNetwork(object: Draft): boolean {
  return childIf(childIf(object, 'metadata'), 'annotations')?.[NETWORK] !== undefined;
}

/** 422 for a prefix that no network can have, or that belongs to the cluster's own addresses. */
function refuseCidr(context: WriteContext, object: Draft, old: Draft | undefined): void {
  const cidr = (of: Draft | undefined) => childIf(childIf(of, 'metadata'), 'annotations')?.[CIDR];
  const text = cidr(object);
  if (typeof text !== 'string' || text === cidr(old) || mapsToNetwork(object)) return;
  const request = readAttachmentRequest({ [CIDR]: text });
  if (request.kind !== 'new-network') return;
  const why = impossibleNetwork(request.prefix) ?? overlapWithCluster(context.transaction, request.prefix);
  if (why === undefined) return;
  const name = childIf(object, 'metadata')?.['name'];
  throw invalid('NetworkAttachmentDefinition', typeof name === 'string' ? name : '', [
    invalidValue(`metadata.annotations[${CIDR}]`, text, `${why}; choose another prefix`),
  ]);
}

function refuseCollision(context: WriteContext, object: Draft): void {
  if (mapsToNetwork(object)) return;
  const metadata = child(object, 'metadata');
  const namespace = text(metadata, 'namespace') ?? '';
  const name = text(metadata, 'name') ?? '';
  const names = clusterNames(context.transaction);
  const sentence = attachmentCollision(names, namespace, name);
  if (sentence !== undefined) throw taken(name, sentence);
  const fqName = attachmentNetworkFqName(names, namespace, name);
  for (const { value } of context.transaction.lookup(byFqName('virtual-network'), fqName)) {
    const note = (key: string) => value.annotations?.key_value_pair.find((pair) => pair.key === key)?.value;
    const kind = note('kind');
    // A network kept from a deleted definition of this name is adopted again; one created by a user stays the user's.
    if (note('owner') === undefined || kind === undefined || kind === 'NetworkAttachmentDefinition') continue;
    throw taken(
      name,
      `Network attachment definition ${namespace}/${name}: its virtual network would be ${formatFqName(fqName)}, ` +
        `which kube-manager made for ${kind} ${note('name') ?? ''}. Choose another metadata.name.`,
    );
  }
}

function taken(name: string, sentence: string): KubeProblem {
  return new KubeProblem(409, 'Conflict', sentence, {
    name,
    group: 'k8s.cni.cncf.io',
    kind: 'network-attachment-definitions',
  });
}
