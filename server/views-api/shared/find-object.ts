/** Finds the object that a URL names by kind and key; config objects also by fully qualified name. */

import { isConfigType } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { KUBE_KINDS } from '../../model/kube/types.ts';
import { parseFqName } from '../../model/naming/fq-name.ts';
import { Problem } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';
import { findNamed } from './links.ts';
import { notFound } from './query.ts';

/** A store kind; `Pod` and `kube/Pod` both name pods. */
export function kindOf(text: string): Kind {
  if (isConfigType(text)) return text;
  const name = text.startsWith('kube/') ? text.slice(5) : text;
  const kube = KUBE_KINDS.find((kind) => kind === name);
  if (kube !== undefined) return `kube/${kube}`;
  throw new Problem({
    status: 404,
    reason: 'NotFound',
    detail: `There is no kind "${text}". It is a config type such as virtual-network, or kube/<Kind> such as kube/Pod.`,
  });
}

/** Key of the object; for a deleted one, the id as given (its history still exists). */
export function keyOf(read: Read, kind: Kind, id: string): string {
  if (read.get(kind, id) !== undefined || !isConfigType(kind)) return id;
  const name = id.includes(':') ? parseFqName(id, kind === 'route-target' ? 1 : undefined) : [id];
  return (name === undefined ? undefined : findNamed(read, kind, name))?.uuid ?? id;
}

/** As `keyOf`, for an object that must exist. */
export function existingKey(read: Read, kind: Kind, id: string): string {
  const key = keyOf(read, kind, id);
  if (read.get(kind, key) === undefined)
    throw notFound(kind.replace('kube/', ''), id, 'It may have been deleted; its history may still be there.');
  return key;
}
