/** Kind → how it is shown. Does not compile if `kinds.ts` omits a searchable kind. */

import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CONFIG_KINDS } from '../../../../server/model/config/types.ts';
import type { KUBE_RESOURCES } from '../../../../server/model/kube/resources.ts';
import { parseKubeKey } from '../../../../server/model/kube/types.ts';
import { own } from '../../../../server/model/own.ts';
import type { KindFace } from './kind-face.ts';
import * as kinds from './kinds.ts';

type Found<Kinds> = {
  [K in keyof Kinds]: Kinds[K] extends { searchRank: number } | { calledByAddress: true } ? K : never;
}[keyof Kinds];
type FoundKind = Found<typeof CONFIG_KINDS> | `kube/${Found<typeof KUBE_RESOURCES>}`;

const FACES: { readonly [K in FoundKind]: KindFace } & { readonly [kind: string]: KindFace } = { ...kinds };

/** The name of the kind (`virtual-network`, `kube/Pod`) for users. */
export function kindWord(kind: string): string {
  return own(FACES, kind)?.word ?? kind.replace(/^kube\//, '');
}

export function kindIcon(kind: string, className = 'small'): ReactNode {
  const Icon = own(FACES, kind)?.Icon ?? FileText;
  return <Icon className={className} />;
}

/**
 * The page of an object by its store kind; undefined if the kind has no page. `key` is a uuid or `<namespace>/<name>`.
 */
export function pathToObject(found: {
  kind: string;
  key: string;
  label: string;
  fqName?: string | undefined;
  namespace?: string | undefined;
}): string | undefined {
  const { kind, key, label, fqName = key } = found;
  const { namespace = '', name } = parseKubeKey(key);
  return own(FACES, kind)?.page?.({ label, fqName, namespace: found.namespace ?? namespace, name });
}
