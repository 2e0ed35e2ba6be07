import { useQuery } from '@tanstack/react-query';
import type { State } from '../../../../server/contract/views/reference.ts';
import type { ManifestObject } from '../../data/manifest-documents.ts';
import { rowQuery } from '../../data/tables.ts';
import { appliedKind } from './expected-result.ts';

/** The consequences of an applied object: its network, pods or address; updated live. */
export function AppliedResult({ entry: { kind, namespace = '', name } }: { entry: ManifestObject }) {
  const applied = appliedKind(kind);
  return applied && <applied.Result namespace={namespace} name={name} />;
}

/** The state of an applied object that may take time; undefined for other kinds. */
export function useWaiting(entry: ManifestObject | undefined): State | undefined {
  const list = entry && appliedKind(entry.kind)?.waitsIn;
  return useQuery({
    ...rowQuery(list ?? 'services', `${entry?.namespace ?? ''}/${entry?.name ?? ''}`),
    enabled: list !== undefined,
  }).data?.state;
}
