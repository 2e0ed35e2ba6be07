/** Kind → how it is shown. A kind that the search finds and that `kinds.ts` leaves out does not compile. */

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

/** What an object of the kind (`virtual-network`, `kube/Pod`) is, as people say it. */
export function kindWord(kind: string): string {
  return own(FACES, kind)?.word ?? kind.replace(/^kube\//, '');
}

export function kindIcon(kind: string, className = 's'): ReactNode {
  const Icon = own(FACES, kind)?.Icon ?? FileText;
  return <Icon className={className} />;
}

/**
 * The page of a found object by its store kind; undefined when the kind has no page. `key` is a uuid or
 * `<namespace>/<name>`.
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
