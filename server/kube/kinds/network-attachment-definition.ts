/**
 * Network attachment definitions (k8s.cni.cncf.io/v1, a custom kind).
 *
 * Its virtual network is named `<cluster>-<name>-pod-network` in the namespace's project. 409 if kube-manager uses that
 * name for something else, or will: the namespace's own pod network.
 */

import { overlapWithCluster } from '../../config/types/cluster-overlap.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { CIDR, type KeyValues } from '../../engine/annotations/annotation-keys.ts';
import {
  attachmentWarnings,
  namesNetwork,
  readAttachmentRequest,
  type AttachmentRequest,
} from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import { attachmentCollision } from '../../engine/naming/network-origin.ts';
import { impossibleNetwork } from '../../engine/validation/impossible-network.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
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
    const request = requestOf(object);
    if (request === undefined) return;
    refuseCidr(context, object, request);
    if (!namesNetwork(request)) refuseCollision(context, object);
  },
  prepareUpdate(context, object, old) {
    const request = requestOf(object);
    if (request === undefined) return;
    if (annotationsOf(object)?.[CIDR] !== annotationsOf(old)?.[CIDR]) refuseCidr(context, object, request);
    const before = requestOf(old);
    // Only a definition that did not map to an existing network can collide after an update.
    if (before !== undefined && namesNetwork(before) && !namesNetwork(request)) refuseCollision(context, object);
  },
  causes: () => [],
  warnings: ({ metadata }, before) =>
    attachmentWarnings(
      readAttachmentRequest(metadata.annotations),
      readAttachmentRequest(before?.metadata.annotations),
    ),
};

function annotationsOf(object: Draft): Draft | undefined {
  return childIf(childIf(object, 'metadata'), 'annotations');
}

/** Undefined if an annotation is no text: the object is refused for that. */
function requestOf(object: Draft): AttachmentRequest | undefined {
  const annotations = annotationsOf(object);
  return Object.values(annotations ?? {}).every((value) => typeof value === 'string')
    ? readAttachmentRequest(annotations as KeyValues)
    : undefined;
}

/** 422 for a prefix that no network can have, or that belongs to the cluster's own addresses. */
function refuseCidr(context: WriteContext, object: Draft, request: AttachmentRequest): void {
  if (request.kind !== 'new-network') return;
  const why = impossibleNetwork(request.prefix) ?? overlapWithCluster(context.transaction, request.prefix);
  if (why === undefined) return;
  const name = childIf(object, 'metadata')?.['name'];
  throw invalid('NetworkAttachmentDefinition', typeof name === 'string' ? name : '', [
    invalidValue(`metadata.annotations[${CIDR}]`, annotationsOf(object)?.[CIDR], `${why}; choose another prefix`),
  ]);
}

function refuseCollision(context: WriteContext, object: Draft): void {
  const metadata = child(object, 'metadata');
  const namespace = text(metadata, 'namespace') ?? '';
  const name = text(metadata, 'name') ?? '';
  const names = clusterNames(context.transaction);
  const sentence = attachmentCollision(names, namespace, name);
  if (sentence !== undefined) throw taken(name, sentence);
  const fqName = attachmentNetworkFqName(names, namespace, name);
  for (const { value } of context.transaction.lookup(byFqName('virtual-network'), fqName)) {
    const kind = annotationOf(value, 'kind');
    // A network kept from a deleted definition of this name is adopted again; one created by a user stays the user's.
    if (annotationOf(value, 'owner') === undefined || kind === undefined || kind === 'NetworkAttachmentDefinition')
      continue;
    throw taken(
      name,
      `Network attachment definition ${namespace}/${name}: its virtual network would be ${formatFqName(fqName)}, ` +
        `which kube-manager made for ${kind} ${annotationOf(value, 'name') ?? ''}. Choose another metadata.name.`,
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
