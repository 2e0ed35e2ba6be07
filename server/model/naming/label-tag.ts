/**
 * The tag `type=value` of a Kubernetes label: global, with `__slash__` for `/`, as kube-manager names it.
 *
 * The config API offers the tag of each label that a pod or namespace has. It is stored only while something refers to
 * it; its uuid follows from its name, so that it is the same before, meanwhile and after.
 */

import { uuidV5, type Uid } from './uid.ts';

/** The type of the tag that says in which namespace a pod is. */
export const NAMESPACE_TAG = 'namespace';
/** The type of the tags by which application policy sets are chosen. */
export const APPLICATION_TAG = 'application';
/** The one type of which an object may have several tags. */
export const LABEL_TAG = 'label';
/**
 * Names of the tags that kube-manager makes for what a selector of a NetworkPolicy selects begin so. They are labels,
 * because a pod has any number of them; no label of Kubernetes can have a colon in its value.
 */
export const PODS_TAG = `${LABEL_TAG}=k8s-pods:`;
export const NAMESPACES_TAG = `${LABEL_TAG}=k8s-namespaces:`;
export const PORT_TAG = `${LABEL_TAG}=k8s-port:`;

/** Labels with these keys have no tags: those would be taken for what kube-manager says itself. */
const RESERVED: ReadonlySet<string> = new Set([NAMESPACE_TAG, APPLICATION_TAG]);
const SLASH = '__slash__';

/**
 * The name of a label's tag. Undefined for labels that have none: with an empty value, a reserved key, or a text that
 * another label's slash would become.
 */
export function labelTagName(key: string, value: string): string | undefined {
  if (value === '' || RESERVED.has(key) || key.includes(SLASH) || value.includes(SLASH)) return undefined;
  return `${slashed(key)}=${slashed(value)}`;
}

export function namespaceTagName(namespace: string): string {
  return `${NAMESPACE_TAG}=${namespace}`;
}

/** Type and value of a tag's name; a name that is no text, which an older version may have left, has neither. */
export function tagParts(name: string): { readonly type: string; readonly value: string } {
  if (typeof name !== 'string') return { type: '', value: '' };
  const at = name.indexOf('=');
  return at < 0 ? { type: name, value: '' } : { type: name.slice(0, at), value: name.slice(at + 1) };
}

/** As a tag's type or value may be written. */
export function slashed(text: string): string {
  return text.replaceAll('/', SLASH);
}

const SPACE = '5d1d66a9-1a3f-5f0c-9a6e-6c0f3a3f7f3e';
const MOST_KNOWN = 20_000;
/** Hashing is the slow step, and most pods share their labels with others. */
const known = new Map<string, Uid>();

/** The uuid of the global tag of a label, or of another fact of a pod. */
export function labelTagUuid(name: string): Uid {
  let uuid = known.get(name);
  if (uuid === undefined) {
    uuid = uuidV5(SPACE, name);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, uuid);
  }
  return uuid;
}
