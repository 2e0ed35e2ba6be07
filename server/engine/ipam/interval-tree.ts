/**
 * A set of whole numbers kept as disjoint, non-touching intervals in a persistent AVL tree.
 *
 * Persistent: an operation returns a new tree that shares nearly all of the old one, so a fork
 * (what-if, an aborted transaction) costs nothing. Adding, removing, finding, lowest and highest
 * take O(log intervals), whatever the size of the numbers: a /64 is one interval until used.
 */

export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

export type IntervalTree = Node | undefined;

interface Node extends Interval {
  readonly left: IntervalTree;
  readonly right: IntervalTree;
  readonly height: number;
}

export const EMPTY: IntervalTree = undefined;

/** From intervals that are sorted, disjoint and do not touch; balanced at once, O(n). */
export function fromSorted(intervals: readonly Interval[], from = 0, to = intervals.length): IntervalTree {
  const middle = (from + to) >> 1;
  const interval = intervals[middle];
  if (from >= to || interval === undefined) return EMPTY;
  return node(fromSorted(intervals, from, middle), interval, fromSorted(intervals, middle + 1, to));
}

export function lowest(tree: IntervalTree): bigint | undefined {
  let at = tree;
  while (at?.left !== undefined) at = at.left;
  return at?.first;
}

export function highest(tree: IntervalTree): bigint | undefined {
  let at = tree;
  while (at?.right !== undefined) at = at.right;
  return at?.last;
}

/** The interval that contains `n`. */
export function intervalAround(tree: IntervalTree, n: bigint): Interval | undefined {
  let at = tree;
  while (at !== undefined) {
    if (n < at.first) at = at.left;
    else if (n > at.last) at = at.right;
    else return at;
  }
  return undefined;
}

/** With `n` in the set; the same tree if it was there. */
export function withNumber(tree: IntervalTree, n: bigint): IntervalTree {
  if (intervalAround(tree, n) !== undefined) return tree;
  const below = intervalAround(tree, n - 1n);
  const above = intervalAround(tree, n + 1n);
  let rest = tree;
  if (below !== undefined) rest = remove(rest, below.first);
  if (above !== undefined) rest = remove(rest, above.first);
  return insert(rest, { first: below?.first ?? n, last: above?.last ?? n });
}

/** Without `n`; the same tree if it was not there. */
export function withoutNumber(tree: IntervalTree, n: bigint): IntervalTree {
  const around = intervalAround(tree, n);
  if (around === undefined) return tree;
  let rest = remove(tree, around.first);
  if (around.first < n) rest = insert(rest, { first: around.first, last: n - 1n });
  if (n < around.last) rest = insert(rest, { first: n + 1n, last: around.last });
  return rest;
}

/** Ascending. */
export function* intervals(tree: IntervalTree): Generator<Interval> {
  if (tree === undefined) return;
  yield* intervals(tree.left);
  yield { first: tree.first, last: tree.last };
  yield* intervals(tree.right);
}

/** How many numbers are in the set. O(intervals). */
export function countNumbers(tree: IntervalTree): bigint {
  let count = 0n;
  for (const { first, last } of intervals(tree)) count += last - first + 1n;
  return count;
}

/** Longest path to a leaf; for the test that the tree stays balanced. */
export function height(tree: IntervalTree): number {
  return tree?.height ?? 0;
}

function node(left: IntervalTree, { first, last }: Interval, right: IntervalTree): Node {
  return { first, last, left, right, height: Math.max(height(left), height(right)) + 1 };
}

/** Restores the AVL balance after one insertion or removal below. */
function balanced(left: IntervalTree, at: Interval, right: IntervalTree): Node {
  if (left !== undefined && height(left) > height(right) + 1) {
    const inner = left.right;
    if (inner === undefined || height(left.left) >= height(inner)) return node(left.left, left, node(inner, at, right));
    return node(node(left.left, left, inner.left), inner, node(inner.right, at, right));
  }
  if (right !== undefined && height(right) > height(left) + 1) {
    const inner = right.left;
    if (inner === undefined || height(right.right) >= height(inner))
      return node(node(left, at, inner), right, right.right);
    return node(node(left, at, inner.left), inner, node(inner.right, right, right.right));
  }
  return node(left, at, right);
}

function insert(tree: IntervalTree, interval: Interval): Node {
  if (tree === undefined) return node(EMPTY, interval, EMPTY);
  if (interval.first < tree.first) return balanced(insert(tree.left, interval), tree, tree.right);
  return balanced(tree.left, tree, insert(tree.right, interval));
}

function remove(tree: IntervalTree, first: bigint): IntervalTree {
  if (tree === undefined) throw new Error(`BUG: no interval starts at ${first}`);
  if (first < tree.first) return balanced(remove(tree.left, first), tree, tree.right);
  if (first > tree.first) return balanced(tree.left, tree, remove(tree.right, first));
  if (tree.left === undefined) return tree.right;
  if (tree.right === undefined) return tree.left;
  let next: Node = tree.right;
  while (next.left !== undefined) next = next.left;
  return balanced(tree.left, next, remove(tree.right, next.first));
}
