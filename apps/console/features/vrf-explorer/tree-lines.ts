/** The tree as lines: projects with their VRFs, filtered. Pure. */

import type { VrfRow, VrfTree } from '../../../../server/contract/views/vrfs.ts';

export type TreeLine =
  | {
      readonly kind: 'project';
      readonly key: string;
      readonly project: string;
      readonly closed: boolean;
      readonly isolated: boolean;
    }
  | { readonly kind: 'vrf'; readonly key: string; readonly row: VrfRow };

/** `k8s-vn-ns-default-pod-network` → `vn-ns-default-pod`. */
export const shortName = (name: string): string => name.replace(/^k8s-(?=.)/, '').replace(/(?<=.)-network$/, '');

export const borderOf = (row: Pick<VrfRow, 'isolated' | 'shared'>): 'own' | 'shared' | 'isolated' =>
  row.isolated ? 'isolated' : row.shared ? 'shared' : 'own';

/** All words must be found in the name, the project or a route target. A filter opens closed projects. */
export function treeLines(tree: VrfTree, filter: string, closed: ReadonlySet<string>): readonly TreeLine[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const lines: TreeLine[] = [];
  for (const { project, vrfs } of tree.projects) {
    const rows =
      words.length === 0
        ? vrfs
        : vrfs.filter((row) => {
            const text = `${row.fqName} ${row.imports.join(' ')} ${row.exports.join(' ')}`.toLowerCase();
            return words.every((word) => text.includes(word));
          });
    if (rows.length === 0) continue;
    const shut = words.length === 0 && closed.has(project);
    lines.push({
      kind: 'project',
      key: `project ${project}`,
      project,
      closed: shut,
      isolated: vrfs.some((row) => row.isolated),
    });
    if (!shut) for (const row of rows) lines.push({ kind: 'vrf', key: row.id, row });
  }
  return lines;
}
