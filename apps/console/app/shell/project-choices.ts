import type { ProjectRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { compareNames } from '../../../../server/model/natural-order.ts';

export type ProjectChoice = {
  project: string | undefined;
  label: string;
  detail?: string | undefined;
  isolated: boolean;
};

/** "All projects" first, then by domain and name; typed text finds project and namespace names. */
export function projectChoices(rows: readonly ProjectRow[], typed: string): ProjectChoice[] {
  const text = typed.trim().toLowerCase();
  const found = rows
    .filter(
      (row) =>
        text === '' || row.name.toLowerCase().includes(text) || (row.namespace ?? '').toLowerCase().includes(text),
    )
    .toSorted((a, b) => compareNames(a.domain, b.domain) || compareNames(a.name, b.name))
    .map((row): ProjectChoice => ({
      project: row.name,
      label: row.name,
      detail: row.namespace === undefined ? row.domain : `namespace ${row.namespace}`,
      isolated: row.isolated,
    }));
  return text === '' ? [{ project: undefined, label: 'All projects', isolated: false }, ...found] : found;
}

/**
 * Whether the object in the address certainly belongs to another project: by its FQ name's project or its
 * namespace.
 */
export function outsideProject(
  params: Readonly<Record<string, string>>,
  project: string,
  namespace: string | undefined,
): boolean {
  const parts = params['fqName']?.split(':') ?? [];
  if (parts.length >= 3) return parts[1] !== project;
  if (params['namespace'] !== undefined) return params['namespace'] !== namespace;
  return false;
}
