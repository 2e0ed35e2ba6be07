/**
 * The operations of Kubernetes users and controllers on objects. Each runs in the caller's transaction, refuses by
 * throwing a `KubeProblem` with the API server's text, and returns the new object (without resourceVersion, which is
 * the record's revision). An operation without effect writes nothing.
 */

import { KUBE_BUDGET, type Budget } from '../engine/budget/budget.ts';
import { weigh } from '../engine/budget/weigh.ts';
import { deepEqual } from '../model/json.ts';
import { apiVersionOf, KUBE_RESOURCES } from '../model/kube/resources.ts';
import { kubeKey, type KubeKind, type KubeObjectOf, parseKubeKey } from '../model/kube/types.ts';
import type { KubeContext } from './cluster-ip-port.ts';
import { waitsForNobody } from './deletion.ts';
import { child, childIf, draftOf, isDraft, text, type Draft, type DraftValue } from './draft.ts';
import { mergePatch } from './json-merge-patch.ts';
import { jsonPatch, PatchFailure } from './json-patch.ts';
import type { KindRules } from './kinds/kind-rules.ts';
import { assertNamespaceTakes } from './kinds/namespace.ts';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  KubeProblem,
  modified,
  notFound,
  type Cause,
} from './kube-problem.ts';
import { kubeTime } from './kube-time.ts';
import { annotationCauses, generatedName, generatedSuffix, metadataCauses, newFinalizerCauses } from './names.ts';
import { nodeNameCauses } from './pod-causes.ts';
import { assertWithinQuotas } from './quota/quotas.ts';
import { usesMore } from './quota/uses.ts';
import { KIND_RULES } from './rule-table.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

export { deleteKubeObject, finalizeNamespace } from './deletion.ts';

/** An object as a client sends it: metadata with a name or generateName, and the kind's fields. */
export interface KubeManifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export type Subresource = 'status' | 'scale';

const RESULT: Budget = { ...KUBE_BUDGET, of: 'the object that the patch leaves' };

/**
 * Creates an object with defaults, uid and allocated values. 409 if it exists, 403/404 for its namespace, 422 if
 * invalid.
 */
export function createKubeObject<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  manifest: KubeManifest,
): KubeObjectOf<K> {
  const rules = KIND_RULES[kind];
  const resource = KUBE_RESOURCES[kind];
  const object = shaped(kind, draftOf(manifest));
  const metadata = child(object, 'metadata');
  if ((text(metadata, 'name') ?? '') === '') generateName(context, kind, metadata);
  const name = text(metadata, 'name') ?? '';
  if (!resource.namespaced) delete metadata['namespace'];
  else if ((text(metadata, 'namespace') ?? '') === '')
    throw badRequest(`${kind} "${name}" has no namespace: set metadata.namespace`);
  const namespace = text(metadata, 'namespace');
  if (namespace !== undefined) assertNamespaceTakes(context.transaction, kind, namespace, name);
  const key = kubeKey(namespace, name);
  if (context.transaction.get(`kube/${kind}`, key) !== undefined) throw alreadyExists(kind, name);
  for (const field of [
    'resourceVersion',
    'managedFields',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'selfLink',
    'generation',
  ])
    delete metadata[field];
  metadata['uid'] = context.mint.uuid();
  metadata['creationTimestamp'] = kubeTime(context.transaction.time);
  if (rules.generation !== 'none') metadata['generation'] = 1;
  dropEmptyMaps(metadata);
  rules.defaults(object);
  const causes = metadataCauses(metadata, rules.nameForm, KUBE_RESOURCES[kind].custom);
  if (causes.length === 0) rules.prepareCreate?.(context, object);
  causes.push(...rules.causes(object, undefined));
  const result = sound(kind, name, object, causes);
  rules.admit?.(context, object);
  if (namespace !== undefined) assertWithinQuotas(context.transaction, kind, namespace, object, undefined);
  return put(context, kind, key, result);
}

/** A free name that begins with `metadata.generateName`, if there is one. */
function generateName(context: KubeContext, kind: KubeKind, metadata: Draft): void {
  const prefix = text(metadata, 'generateName') ?? '';
  if (prefix === '') return;
  const namespace = KUBE_RESOURCES[kind].namespaced ? text(metadata, 'namespace') : undefined;
  for (let tries = 0; tries < 8; tries++) {
    const name = generatedName(prefix, generatedSuffix(context.mint.uuid()));
    metadata['name'] = name;
    if (context.transaction.get(`kube/${kind}`, kubeKey(namespace, name)) === undefined) return;
  }
}

/** Replaces an object. 409 if `resourceVersion` (the parameter or in the metadata) is not that of the stored object. */
export function replaceKubeObject<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  manifest: KubeManifest,
  options: { readonly resourceVersion?: string; readonly subresource?: Subresource } = {},
): KubeObjectOf<K> {
  return update(context, kind, key, draftOf(manifest), options);
}

/**
 * Patches an object: `merge` (RFC 7396), `json` (RFC 6902, `patch` is a list) or `strategic` (built-in kinds only, else
 * 415). `accept` gets the patched object before validation: the edge checks unknown fields in it and returns a copy of
 * what to keep.
 */
export function patchKubeObject<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  patch: unknown,
  options: {
    readonly type: 'merge' | 'json' | 'strategic';
    readonly subresource?: Subresource;
    readonly accept?: (patched: Draft) => Draft;
  },
): KubeObjectOf<K> {
  const stored = existing(context, kind, key);
  const before = draftOf(stored.value);
  const current = draftOf(stored.value);
  child(current, 'metadata')['resourceVersion'] = String(stored.revision);
  const patched = patchDraft(kind, stored.value.metadata.name, current, patch as DraftValue, options.type);
  const accepted = options.accept === undefined ? draftOf(patched) : options.accept(patched);
  const version = childIf(accepted, 'metadata')?.['resourceVersion'];
  return storeUpdate(context, kind, key, before, accepted, {
    ...(options.subresource === undefined ? {} : { subresource: options.subresource }),
    ...(typeof version === 'string' ? { resourceVersion: version } : {}),
    revision: stored.revision,
  });
}

/**
 * Applies `patch` to any JSON object of the kind (the object itself, or its Scale). The result stays within
 * `KUBE_BUDGET`.
 */
export function patchDraft(
  kind: KubeKind,
  name: string,
  target: Draft,
  patch: DraftValue,
  type: 'merge' | 'json' | 'strategic',
): Draft {
  const patched = applyPatch(kind, name, target, patch, type);
  weigh(patched, RESULT);
  return patched;
}

function applyPatch(
  kind: KubeKind,
  name: string,
  target: Draft,
  patch: DraftValue,
  type: 'merge' | 'json' | 'strategic',
): Draft {
  if (type === 'strategic' && KUBE_RESOURCES[kind].custom) {
    throw new KubeProblem(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: ' +
        'application/json-patch+json, application/merge-patch+json',
    );
  }
  if (type === 'json') {
    if (!Array.isArray(patch)) throw badRequest('a JSON patch is a list of operations');
    try {
      return jsonPatch(target, patch, KUBE_BUDGET);
    } catch (failure) {
      if (failure instanceof PatchFailure)
        throw new KubeProblem(
          422,
          'Invalid',
          `the server rejected our request due to an error in our request: ${failure.message}`,
          { name, kind },
        );
      throw failure;
    }
  }
  if (!isDraft(patch)) throw badRequest('a merge patch is a JSON object');
  return type === 'strategic' ? strategicMergePatch(target, patch) : (mergePatch(target, patch) as Draft);
}

/** Replaces only the status. */
export function updateStatus<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  status: object,
): KubeObjectOf<K> {
  const stored = existing(context, kind, key);
  // Most reported statuses are unchanged: a sweep over 100,000 pods must not copy each of them.
  if (deepEqual((stored.value as { readonly status?: unknown }).status, status))
    return stored.value as unknown as KubeObjectOf<K>;
  // The other parts are shared, so they need not be copied, validated or compared again.
  const before = standingDraft(stored.value);
  return storeUpdate(
    context,
    kind,
    key,
    before,
    { ...before, status: draftOf(status) },
    { subresource: 'status', revision: stored.revision },
  );
}

/**
 * Sets a single annotation, for controllers that keep notes under a name of their own. It is no change of what is
 * wanted, so `metadata.generation` stays.
 */
export function annotateObject(
  context: KubeContext,
  kind: KubeKind,
  key: string,
  annotation: string,
  value: string,
): void {
  const before = standingDraft(existing(context, kind, key).value);
  const held = childIf(before, 'metadata') ?? {};
  const annotations = { ...childIf(held, 'annotations'), [annotation]: value };
  const causes = annotationCauses(annotations);
  const object = { ...before, metadata: { ...held, annotations } };
  put(context, kind, key, sound(kind, text(held, 'name') ?? '', object, causes));
}

/**
 * Assigns a pod to a node (`pods/binding`), optionally with its new status. 409 if it has a node already, 422 if the
 * pod could not have been created with that node.
 */
export function bindPod(context: KubeContext, key: string, nodeName: string, status?: object): KubeObjectOf<'Pod'> {
  const stored = existing(context, 'Pod', key);
  const name = stored.value.metadata.name;
  const node = stored.value.spec?.nodeName;
  if (node !== undefined && node !== '')
    throw conflict('Pod', name, `pod ${name} is already assigned to node "${node}"`);
  const before = standingDraft(stored.value);
  const object = {
    ...before,
    spec: { ...childIf(before, 'spec'), nodeName },
    ...(status === undefined ? {} : { status: draftOf(status) }),
  };
  return put(context, 'Pod', key, sound('Pod', name, object, nodeNameCauses('spec', nodeName)));
}

/** The stored object, read-only: the new version shares its unchanged parts. */
function standingDraft(value: unknown): Draft {
  return value as Draft;
}

interface UpdateOptions {
  readonly resourceVersion?: string;
  readonly subresource?: Subresource;
  readonly revision?: number;
}

function update<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  manifest: Draft,
  options: UpdateOptions,
): KubeObjectOf<K> {
  const stored = existing(context, kind, key);
  const version = options.resourceVersion ?? text(childIf(manifest, 'metadata'), 'resourceVersion');
  return storeUpdate(context, kind, key, draftOf(stored.value), manifest, {
    ...options,
    ...(version === undefined ? {} : { resourceVersion: version }),
    revision: stored.revision,
  });
}

/**
 * Computes and stores the new version from the stored object and the requested one. `before` is only read; `manifest`
 * is owned by the caller and modified.
 */
function storeUpdate<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  before: Draft,
  manifest: Draft,
  options: UpdateOptions,
): KubeObjectOf<K> {
  const rules = KIND_RULES[kind];
  const held = childIf(before, 'metadata') ?? {};
  const name = text(held, 'name') ?? '';
  if (
    options.resourceVersion !== undefined &&
    options.resourceVersion !== '' &&
    options.resourceVersion !== String(options.revision)
  )
    throw modified(kind, name);
  const wanted = childIf(manifest, 'metadata') ?? {};
  const uid = text(wanted, 'uid');
  if (uid !== undefined && uid !== '' && uid !== held['uid'])
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${String(held['uid'])}`,
    );
  const statusOnly = options.subresource === 'status';
  const object = statusOnly ? { ...before } : shaped(kind, manifest);
  const causes: Cause[] = [];
  if (statusOnly) object['status'] = isDraft(manifest['status']) ? manifest['status'] : {};
  else {
    const metadata = child(object, 'metadata');
    for (const field of ['resourceVersion', 'managedFields', 'selfLink']) delete metadata[field];
    for (const field of [
      'name',
      'namespace',
      'uid',
      'creationTimestamp',
      'generation',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'generateName',
    ]) {
      if (held[field] === undefined) delete metadata[field];
      else metadata[field] = held[field];
    }
    dropEmptyMaps(metadata);
    if (hasStatus(kind)) {
      if (before['status'] === undefined) delete object['status'];
      else object['status'] = draftOf({ status: before['status'] })['status'] ?? {};
    }
    rules.defaults(object);
    rules.prepareUpdate?.(context, object, before);
    causes.push(
      ...metadataCauses(metadata, rules.nameForm, KUBE_RESOURCES[kind].custom),
      ...(held['deletionTimestamp'] === undefined
        ? []
        : newFinalizerCauses(metadata['finalizers'], held['finalizers'])),
      ...rules.causes(object, before),
    );
    if (countsAsGeneration(rules.generation, object, before))
      metadata['generation'] = Number(held['generation'] ?? 0) + 1;
  }
  const result = sound(kind, name, object, causes);
  if (deepEqual(object, before)) return object as unknown as KubeObjectOf<K>;
  if (!statusOnly && usesMore(kind)) {
    const namespace = text(held, 'namespace') ?? '';
    assertWithinQuotas(context.transaction, kind, namespace, object, before);
  }
  if (held['deletionTimestamp'] !== undefined && waitsForNobody(kind, childIf(object, 'metadata')?.['finalizers'])) {
    context.transaction.delete(`kube/${kind}`, key);
    return object as unknown as KubeObjectOf<K>;
  }
  return put(context, kind, key, result);
}

/** Whether the change increases `metadata.generation`. */
function countsAsGeneration(counted: KindRules['generation'], object: Draft, before: Draft): boolean {
  const differs = (field: 'labels' | 'annotations') =>
    !deepEqual(childIf(object, 'metadata')?.[field], childIf(before, 'metadata')?.[field]);
  switch (counted) {
    case 'none':
      return false;
    case 'spec':
      return !deepEqual(object['spec'], before['spec']);
    case 'spec and annotations':
      return !deepEqual(object['spec'], before['spec']) || differs('annotations');
    case 'content and labels':
      return differs('labels') || !deepEqual({ ...object, metadata: null }, { ...before, metadata: null });
  }
}

/** Whether the kind has a status subresource, so that only `/status` writes its status. */
function hasStatus(kind: KubeKind): boolean {
  return KUBE_RESOURCES[kind].subresources.includes('status');
}

function existing<K extends KubeKind>(context: KubeContext, kind: K, key: string) {
  const stored = context.transaction.get(`kube/${kind}`, key);
  if (stored === undefined) throw notFound(kind, parseKubeKey(key).name);
  return stored;
}

declare const passed: unique symbol;

/** A valid object. Only `sound` creates one, and only such an object is stored. */
type Sound = Draft & { readonly [passed]: true };

/** The object, unless there are causes to refuse it. `causes` cover every part that differs from the stored object. */
function sound(kind: KubeKind, name: string, object: Draft, causes: readonly Cause[]): Sound {
  if (causes.length > 0) throw invalid(kind, name, causes);
  return object as Sound;
}

function put<K extends KubeKind>(context: KubeContext, kind: K, key: string, object: Sound): KubeObjectOf<K> {
  const value = object as unknown as KubeObjectOf<K>;
  context.transaction.put(`kube/${kind}`, key, value as never);
  return value;
}

/** Fields in the order of Kubernetes. */
function shaped(
  kind: KubeKind,
  { apiVersion: _apiVersion, kind: _kind, metadata, spec, status, ...rest }: Draft,
): Draft {
  return {
    kind,
    apiVersion: apiVersionOf(kind),
    metadata: metadata ?? {},
    ...rest,
    ...(spec === undefined || spec === null ? {} : { spec }),
    ...(status === undefined || status === null ? {} : { status }),
  };
}

function dropEmptyMaps(metadata: Draft): void {
  for (const field of ['labels', 'annotations', 'finalizers', 'ownerReferences']) {
    const value = metadata[field];
    if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) delete metadata[field];
  }
}
