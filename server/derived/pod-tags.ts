/**
 * The tags of pods' interfaces, and the tags of labels that nothing refers to: worked out when they are read, from the
 * labels of pods and namespaces and their index. Nothing is kept for them, so that a label costs a pod an entry of an
 * index and no more.
 */

import { portTagName } from '../engine/policy/firewall-translation.ts';
import { namedPortsOf } from '../engine/policy/named-ports.ts';
import { annotationOf } from '../model/config/annotations.ts';
import type { ConfigRecordOf } from '../model/config/types.ts';
import { MANY_TAGS, MOST_LABELS, tagNamesOf } from '../model/kube/labelled.ts';
import { matchesSelector } from '../model/kube/matches-selector.ts';
import type { LabelSelector } from '../model/kube/objects.ts';
import { requiredLabels } from '../model/kube/selector-text.ts';
import type { KubeObjectOf } from '../model/kube/types.ts';
import {
  LABEL_TAG,
  labelTagName,
  labelTagUuid,
  NAMESPACE_TAG,
  NAMESPACES_TAG,
  namespaceTagName,
  PODS_TAG,
  PORT_TAG,
  slashed,
  tagParts,
} from '../model/naming/label-tag.ts';
import type { DerivedBackRef, DerivedConfigObject, DerivedRef } from '../model/oper/derived-config.ts';
import { own } from '../model/own.ts';
import { byFqName, byLabelTag, byNamespace, byRef, byUid } from '../store/indexes.ts';
import type { Read, Stored } from '../store/store.ts';
import { usedLabel } from '../store/used-label.ts';
import { derivedObject } from './derived-object.ts';

type Pod = KubeObjectOf<'Pod'>;
type Interface = ConfigRecordOf<'virtual-machine-interface'>;
type Tag = ConfigRecordOf<'tag'>;

/** The tags of an interface that belongs to a pod, besides those that are stored with it. */
export function tagsOfInterface(read: Read, uuid: string): readonly DerivedRef[] {
  const record = read.get('virtual-machine-interface', uuid)?.value;
  const machine = record?.refs['virtual-machine']?.[0]?.uuid;
  if (record === undefined || machine === undefined) return [];
  const stored = storedTypes(read, record);
  for (const { value: pod } of read.lookup(byUid('kube/Pod'), machine))
    return tagsOfPod(read, pod)
      .filter(({ type }) => !stored.has(type))
      .map(({ uuid: tag }) => ({ type: 'tag', uuid: tag, attr: null }));
  return [];
}

/** The types of the tags that an operator gave an interface: they take the place of its pod's. */
function storedTypes(read: Read, { refs }: Interface): ReadonlySet<string> {
  const types = (refs.tag ?? []).map(({ uuid }) => tagParts(read.get('tag', uuid)?.value.fq_name.at(-1) ?? '').type);
  return new Set(types.filter((type) => type !== LABEL_TAG));
}

function tagsOfPod(read: Read, pod: Pod): readonly { readonly type: string; readonly uuid: string }[] {
  const { namespace = '', labels } = pod.metadata;
  const namespaceLabels = read.get('kube/Namespace', namespace)?.value.metadata.labels;
  const tags: { type: string; uuid: string }[] = [];
  const add = (name: string, offered: boolean): void => {
    const found = storedTag(read, name)?.uuid ?? (offered ? labelTagUuid(name) : undefined);
    if (found !== undefined) tags.push({ type: tagParts(name).type, uuid: found });
  };
  add(namespaceTagName(namespace), false);
  const inherited = Object.entries(namespaceLabels ?? {}).filter(([key]) => own(labels, key) === undefined);
  for (const [of, offered] of [
    [labels, countOf(labels) <= MOST_LABELS],
    [Object.fromEntries(inherited), countOf(namespaceLabels) <= MOST_LABELS],
  ] as const)
    for (const name of tagNamesOf(of)) add(name, offered);
  for (const { protocol, number, name } of namedPortsOf(pod)) add(portTagName(protocol, number, name), false);
  for (const tag of selectorTags(read)) {
    const of = isAbout(tag, NAMESPACES_TAG) ? namespaceLabels : labels;
    if (matchesSelector(selectorOf(tag), of)) tags.push({ type: LABEL_TAG, uuid: tag.uuid });
  }
  return tags;
}

const countOf = (labels: object | undefined): number => Object.keys(labels ?? {}).length;

function storedTag(read: Read, name: string): Tag | undefined {
  for (const { value } of read.lookup(byFqName('tag'), [name])) return value;
  return undefined;
}

/** The tags that kube-manager made for selectors. */
function* selectorTags(read: Read): Generator<Tag> {
  for (const { key } of read.lookup(byFqName('tag-type'), [LABEL_TAG]))
    for (const { value } of read.lookup(byRef('tag', 'tag-type'), key))
      if (isAbout(value, PODS_TAG) || isAbout(value, NAMESPACES_TAG)) yield value;
}

function isAbout({ fq_name: name }: Tag, prefix: string): boolean {
  return name.length === 1 && name[0]!.startsWith(prefix);
}

const NOTHING: LabelSelector = { matchExpressions: [{ key: '', operator: 'none' }] };
const selectors = new WeakMap<Tag, LabelSelector>();

/** The selector that kube-manager wrote to a tag; for a tag without one, a selector of nothing. */
function selectorOf(tag: Tag): LabelSelector {
  let selector = selectors.get(tag);
  if (selector === undefined) {
    selector = parsedSelector(annotationOf(tag, 'selector'));
    selectors.set(tag, selector);
  }
  return selector;
}

function parsedSelector(text: string | undefined): LabelSelector {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** The interfaces of the pods that have a tag. */
export function interfacesWithTag(read: Read, uuid: string): readonly DerivedBackRef[] {
  const tag = read.get('tag', uuid)?.value;
  const name = tag === undefined ? usedLabel(read, uuid) : tag.fq_name.length === 1 ? tag.fq_name[0] : undefined;
  if (typeof name !== 'string') return [];
  const { type } = tagParts(name);
  const found: DerivedBackRef[] = [];
  const seen = new Set<string>();
  for (const { value: pod } of podsWithTag(read, name, tag)) {
    if (seen.has(pod.metadata.uid)) continue;
    seen.add(pod.metadata.uid);
    for (const port of read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid))
      if (!storedTypes(read, port.value).has(type))
        found.push({ fromType: 'virtual-machine-interface', fromUuid: port.key, attr: null });
  }
  return found;
}

function* podsWithTag(read: Read, name: string, tag: Tag | undefined): Generator<Stored<'kube/Pod'>> {
  const { type, value } = tagParts(name);
  if (type === NAMESPACE_TAG) yield* read.lookup(byNamespace('kube/Pod'), value);
  else if (name.startsWith(PORT_TAG)) {
    for (const stored of read.scan('kube/Pod'))
      if (namedPortsOf(stored.value).some((port) => portTagName(port.protocol, port.number, port.name) === name))
        yield stored;
  } else if (tag !== undefined && isAbout(tag, PODS_TAG)) {
    for (const stored of podsThatMay(read, selectorOf(tag)))
      if (matchesSelector(selectorOf(tag), stored.value.metadata.labels)) yield stored;
  } else if (tag !== undefined && isAbout(tag, NAMESPACES_TAG)) {
    for (const { key, value: namespace } of read.scan('kube/Namespace'))
      if (matchesSelector(selectorOf(tag), namespace.metadata.labels)) yield* read.lookup(byNamespace('kube/Pod'), key);
  } else yield* podsWithLabel(read, name);
}

/** The pods that have a label which the selector requires; if it requires none, all. */
function* podsThatMay(read: Read, selector: LabelSelector): Generator<Stored<'kube/Pod'>> {
  const [label] = requiredLabels({ matchLabels: selector.matchLabels ?? {} }) ?? [];
  const name = label === undefined ? undefined : labelTagName(...label);
  if (name === undefined) return yield* read.scan('kube/Pod');
  yield* read.lookup(byLabelTag('kube/Pod'), labelTagUuid(name));
  yield* read.lookup(byLabelTag('kube/Pod'), MANY_TAGS);
}

/** The pods with the label of this tag, and those without one of its key in namespaces that have it. */
function* podsWithLabel(read: Read, name: string): Generator<Stored<'kube/Pod'>> {
  const uuid = labelTagUuid(name);
  const has = ({ value }: Stored<'kube/Pod' | 'kube/Namespace'>) => tagNamesOf(value.metadata.labels).includes(name);
  yield* read.lookup(byLabelTag('kube/Pod'), uuid);
  for (const stored of read.lookup(byLabelTag('kube/Pod'), MANY_TAGS)) if (has(stored)) yield stored;
  const { type } = tagParts(name);
  for (const value of [uuid, MANY_TAGS])
    for (const namespace of read.lookup(byLabelTag('kube/Namespace'), value)) {
      if (!has(namespace)) continue;
      for (const stored of read.lookup(byNamespace('kube/Pod'), namespace.key))
        if (!Object.keys(stored.value.metadata.labels ?? {}).some((key) => slashed(key) === type)) yield stored;
    }
}

/** The tag of a label that nothing refers to. */
export function labelTagByUuid(read: Read, uuid: string): DerivedConfigObject | undefined {
  const name = usedLabel(read, uuid);
  return name === undefined ? undefined : labelTag(name);
}

/** Every tag of a label, each once. */
export function* labelTags(read: Read): Generator<DerivedConfigObject> {
  const seen = new Set<string>();
  for (const kind of ['kube/Pod', 'kube/Namespace'] as const)
    for (const { value } of read.scan(kind)) {
      if (countOf(value.metadata.labels) > MOST_LABELS) continue;
      for (const name of tagNamesOf(value.metadata.labels)) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield labelTag(name);
      }
    }
}

function labelTag(name: string): DerivedConfigObject {
  const { type, value } = tagParts(name);
  return derivedObject({
    type: 'tag',
    uuid: labelTagUuid(name),
    fqName: [name],
    props: { tag_type_name: type, tag_value: value },
  });
}
