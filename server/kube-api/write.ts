/**
 * Writes within one transaction: POST, PUT, PATCH and DELETE on a path. Used by the HTTP API, by dry runs on a fork,
 * and by the batch of the config API.
 */

import { annotationWarnings } from '../kube/annotation-warnings.ts';
import type { KubeContext } from '../kube/cluster-ip-port.ts';
import { deleteKubeObject, replaceNamespaceFinalizers, type DeleteOptions } from '../kube/deletion.ts';
import { childIf, text, type Draft, type DraftValue } from '../kube/draft.ts';
import { effectWarnings } from '../kube/effect-warnings.ts';
import { badRequest, notFound } from '../kube/kube-problem.ts';
import {
  bindPod,
  createKubeObject,
  patchDraft,
  patchKubeObject,
  replaceKubeObject,
  type KubeManifest,
} from '../kube/operations.ts';
import type { Json } from '../model/json.ts';
import { KUBE_RESOURCES } from '../model/kube/resources.ts';
import { kubeKey, type KubeKind, parseKubeKey } from '../model/kube/types.ts';
import { acceptObject, type FieldValidation } from './accept-object.ts';
import { deleteCollectionAtOnce, namesCollection } from './delete-collection.ts';
import { subresourceTakes } from './discovery.ts';
import { recordOf, type KubeRecord } from './encode.ts';
import { evictionOf } from './eviction.ts';
import { nodeInBinding } from './kinds/pod.ts';
import type { KubePath } from './kube-path.ts';
import { scaleOf, withReplicas } from './scale.ts';
import { firstForm, patchAsStored } from './second-form.ts';
import { methodNotAllowed, type StatusBody } from './status.ts';

export type PatchType = 'merge' | 'json' | 'strategic';

export type WriteRequest =
  | {
      readonly verb: 'create' | 'replace';
      readonly target: KubePath;
      readonly body: Json;
      readonly validation: FieldValidation;
    }
  | {
      readonly verb: 'patch';
      readonly target: KubePath;
      readonly body: Json;
      readonly validation: FieldValidation;
      readonly type: PatchType;
    }
  | {
      readonly verb: 'delete';
      readonly target: KubePath;
      readonly options: DeleteOptions;
      readonly query: URLSearchParams;
    };

/** The response: a record, several, or a document such as Status or Scale. */
export type Written =
  | {
      readonly kind: 'record';
      readonly code: number;
      readonly record: KubeRecord;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'records';
      readonly code: number;
      readonly records: readonly KubeRecord[];
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'document';
      readonly code: number;
      readonly document: object;
      readonly warnings: readonly string[];
    };

export function performWrite(context: KubeContext, request: WriteRequest): Written {
  const { target } = request;
  if (target.subresource !== undefined) assertSubresource(target, request.verb);
  switch (request.verb) {
    case 'create':
      return create(context, target, request.body, request.validation);
    case 'replace':
      return replace(context, target, request.body, request.validation);
    case 'patch':
      return patch(context, target, request.body, request.type, request.validation);
    case 'delete':
      return remove(context, target, request.options, request.query);
  }
}

function create(context: KubeContext, target: KubePath, body: Json, validation: FieldValidation): Written {
  const { kind } = target.resource;
  if (target.subresource === 'binding') return bind(context, target, body);
  if (target.subresource === 'eviction') return evict(context, target, body);
  if (target.name !== undefined) throw methodNotAllowed();
  if (target.resource.namespaced && target.namespace === undefined) throw methodNotAllowed();
  const warnings: string[] = [];
  const manifest = acceptObject(target, body, validation, warnings);
  const version = text(childIf(manifest, 'metadata'), 'resourceVersion') ?? '';
  if (/^0*[1-9]\d*$/.test(version)) throw badRequest('resourceVersion should not be set on objects to be created');
  const made = createKubeObject(context, kind, asManifest(manifest));
  warnings.push(...annotationWarnings(kind, made), ...effectWarnings(kind, made));
  return {
    kind: 'record',
    code: 201,
    record: standing(context, kind, kubeKey(made.metadata.namespace, made.metadata.name)),
    warnings,
  };
}

/** An Eviction (policy/v1): deletes the pod. No disruption budget can refuse it, because there are none here. */
function evict(context: KubeContext, target: KubePath, body: Json): Written {
  const { deleteOptions } = evictionOf(target, body);
  deleteKubeObject(context, target.resource.kind, keyOf(target), deleteOptions);
  return {
    kind: 'document',
    code: 201,
    document: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    warnings: [],
  };
}

function bind(context: KubeContext, target: KubePath, body: Json): Written {
  bindPod(context, keyOf(target), nodeInBinding(body, target.name));
  return {
    kind: 'document',
    code: 201,
    document: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    warnings: [],
  };
}

function replace(context: KubeContext, target: KubePath, body: Json, validation: FieldValidation): Written {
  const { kind } = target.resource;
  if (target.name === undefined) throw methodNotAllowed();
  const key = keyOf(target);
  if (target.subresource === 'scale') return rescale(context, target, body);
  const warnings: string[] = [];
  const manifest = acceptObject(target, body, validation, warnings);
  const before = context.transaction.get(`kube/${kind}`, key)?.value;
  if (target.subresource === 'finalize') {
    const left = replaceNamespaceFinalizers(context, key, asManifest(manifest));
    return standingOrGone(context, kind, key, left, warnings);
  }
  const made = replaceKubeObject(
    context,
    kind,
    key,
    asManifest(manifest),
    target.subresource === 'status' ? { subresource: 'status' } : {},
  );
  warnings.push(...annotationWarnings(kind, made, before), ...effectWarnings(kind, made, before));
  return standingOrGone(context, kind, key, made, warnings);
}

function patch(
  context: KubeContext,
  target: KubePath,
  body: Json,
  type: PatchType,
  validation: FieldValidation,
): Written {
  const { kind } = target.resource;
  if (target.name === undefined) throw methodNotAllowed();
  const key = keyOf(target);
  if (target.subresource === 'scale') {
    const scale = patchDraft(
      kind,
      target.name,
      scaleOf(standing(context, kind, key)),
      body as DraftValue,
      type === 'strategic' ? 'merge' : type,
    );
    return rescale(context, target, scale as Json);
  }
  const warnings: string[] = [];
  const before = context.transaction.get(`kube/${kind}`, key)?.value;
  const made = patchKubeObject(context, kind, key, patchAsStored(target.resource, body), {
    type,
    ...(target.subresource === 'status' ? { subresource: 'status' as const } : {}),
    accept: (patched) =>
      acceptObject({ ...target, resource: firstForm(target.resource) }, patched as Json, validation, warnings),
  });
  warnings.push(...annotationWarnings(kind, made, before), ...effectWarnings(kind, made, before));
  return standingOrGone(context, kind, key, made, warnings);
}

function rescale(context: KubeContext, target: KubePath, scale: Json): Written {
  const { kind } = target.resource;
  const key = keyOf(target);
  const manifest = withReplicas(standing(context, kind, key), scale);
  const version = text(childIf(scale as Draft, 'metadata'), 'resourceVersion');
  replaceKubeObject(
    context,
    kind,
    key,
    asManifest(manifest),
    version === undefined ? {} : { resourceVersion: version },
  );
  return { kind: 'document', code: 200, document: scaleOf(standing(context, kind, key)), warnings: [] };
}

function remove(context: KubeContext, target: KubePath, options: DeleteOptions, query: URLSearchParams): Written {
  const { resource } = target;
  if (namesCollection(target)) {
    return {
      kind: 'records',
      code: 200,
      records: deleteCollectionAtOnce(context, target, options, query),
      warnings: [],
    };
  }
  const key = keyOf(target);
  const before = context.transaction.get(`kube/${resource.kind}`, key);
  const { object, gone } = deleteKubeObject(context, resource.kind, key, options);
  if (!gone) return { kind: 'record', code: 200, record: standing(context, resource.kind, key), warnings: [] };
  if (resource.returnsDeleted === true && before !== undefined)
    return { kind: 'record', code: 200, record: recordOf(before), warnings: [] };
  return {
    kind: 'document',
    code: 200,
    document: deleted(resource.kind, object.metadata.name, object.metadata.uid),
    warnings: [],
  };
}

function deleted(kind: KubeKind, name: string, uid: string): StatusBody {
  const { group, plural } = KUBE_RESOURCES[kind];
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(group === '' ? {} : { group }), kind: plural, uid },
  };
}

/**
 * A verb that the subresource does not support must not reach the object itself: DELETE of a status deletes nothing.
 */
function assertSubresource(target: KubePath, verb: WriteRequest['verb']): void {
  const name = target.subresource ?? '';
  if (!subresourceTakes(name, verb === 'replace' ? 'update' : verb)) throw methodNotAllowed();
}

/** The store key of an addressed object. */
export function keyOf(target: KubePath): string {
  if (target.name === undefined) throw new Error('BUG: a collection has no key');
  return kubeKey(target.namespace, target.name);
}

function standing(context: KubeContext, kind: KubeKind, key: string): KubeRecord {
  const stored = context.transaction.get(`kube/${kind}`, key);
  if (stored === undefined) throw notFound(kind, parseKubeKey(key).name);
  return recordOf(stored);
}

/** An update that removed the last finalizer of a terminating object deleted it. */
function standingOrGone(
  context: KubeContext,
  kind: KubeKind,
  key: string,
  made: KubeRecord['value'],
  warnings: readonly string[],
): Written {
  const stored = context.transaction.get(`kube/${kind}`, key);
  const record = stored === undefined ? { key, value: made, revision: context.transaction.revision } : recordOf(stored);
  return { kind: 'record', code: 200, record, warnings };
}

function asManifest(draft: Draft): KubeManifest {
  return draft as unknown as KubeManifest;
}
