/** Kind → what views say of it alone. */

import type { Kind } from '../../model/kinds.ts';
import * as kinds from './kinds.ts';
import type { ShownKind } from './shown-kind.ts';

const SHOWN: { readonly [K in Kind]?: ShownKind<K> } = { ...kinds };

const NOTHING: ShownKind<Kind> = {};

export function shownOf<K extends Kind>(kind: K): ShownKind<K> {
  return SHOWN[kind] ?? (NOTHING as ShownKind<K>);
}
