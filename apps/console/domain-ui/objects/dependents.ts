/** The effects of a deletion, in words and in order. Pure. */

import type { Dependent, DependentFate, DependentsTree } from '../../../../server/contract/views/objects.ts';

export const fateWords: Readonly<Record<DependentFate, { text: string; tone: 'bad' | 'warn' }>> = {
  deleted: { text: 'deleted', tone: 'bad' },
  released: { text: 'released', tone: 'bad' },
  kept: { text: 'kept', tone: 'warn' },
  blocks: { text: 'blocks the delete', tone: 'warn' },
  'will-point-to-nothing': { text: 'will point to nothing', tone: 'warn' },
  opened: { text: 'is opened', tone: 'warn' },
};

export type FlatDependent =
  | { readonly id: string; readonly depth: number; readonly dependent: Dependent }
  | { readonly id: string; readonly depth: number; readonly more: number };

/** The trees as lines, children below their parents. */
export function flatten(trees: readonly Pick<DependentsTree, 'root'>[]): FlatDependent[] {
  const lines: FlatDependent[] = [];
  const walk = (dependent: Dependent, depth: number, trail: string) => {
    const id = `${trail}/${dependent.kind}:${dependent.key}`;
    lines.push({ id, depth, dependent });
    for (const child of dependent.children) walk(child, depth + 1, id);
    if (dependent.more !== undefined && dependent.more > 0)
      lines.push({ id: `${id}/more`, depth: depth + 1, more: dependent.more });
  };
  for (const tree of trees) walk(tree.root, 0, '');
  return lines;
}

export type DeleteStep = { readonly type: string; readonly uuid: string; readonly name: string };

/** All deletions of all trees, children first, without duplicates. Undefined if something blocks. */
export function deleteOrder(trees: readonly DependentsTree[]): DeleteStep[] | undefined {
  const seen = new Set<string>();
  const steps: DeleteStep[] = [];
  for (const tree of trees) {
    if (tree.order === undefined) return undefined;
    for (const step of tree.order) {
      if (seen.has(step.uuid)) continue;
      seen.add(step.uuid);
      steps.push(step);
    }
  }
  return steps;
}

/** One sentence: how many objects depend on it. */
export function consequenceOf(trees: readonly DependentsTree[]): string {
  const sum = { dependents: 0, blocks: 0, released: 0, kept: 0, dangling: 0, opened: 0 };
  for (const { counts } of trees) {
    sum.dependents +=
      Math.max(0, counts.deleted - 1) + counts.released + counts.kept + counts.blocks + counts.willPointToNothing;
    sum.blocks += counts.blocks;
    sum.released += counts.released;
    sum.kept += counts.kept;
    sum.dangling += counts.willPointToNothing;
    sum.opened += counts.opened;
  }
  const opened = sum.opened === 0 ? '' : `${count(sum.opened, 'pod is', 'pods are')} opened.`;
  if (sum.dependents === 0 && opened !== '') return opened;
  if (sum.dependents === 0) return trees.length === 1 ? 'Nothing depends on it.' : 'Nothing depends on them.';
  const it = trees.length === 1 ? 'it' : 'them';
  const blocks =
    sum.blocks === 0 ? '' : ` and ${sum.blocks} of them ${sum.blocks === 1 ? 'blocks' : 'block'} the delete`;
  const parts = [`${count(sum.dependents, 'object depends', 'objects depend')} on ${it}${blocks}.`];
  if (sum.released > 0) parts.push(`${count(sum.released, 'address is', 'addresses are')} released.`);
  if (sum.kept > 0) parts.push(`${count(sum.kept, 'object is', 'objects are')} kept until empty.`);
  if (sum.dangling > 0) parts.push(`${count(sum.dangling, 'reference', 'references')} will point to nothing.`);
  if (opened !== '') parts.push(opened);
  return parts.join(' ');
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
