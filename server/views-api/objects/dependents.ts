/** `/views/objects/<type>/<uuid|fqn>/dependents`: what a delete would do, as a tree with the object on top. */

import type { Dependent, DependentsTree } from '../../contract/views/objects.ts';
import { isConfigType } from '../../model/config/types.ts';
import type { Kind, KubeStoreKind } from '../../model/kinds.ts';
import { existingKey } from '../shared/find-object.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { configDependents } from './config-dependents.ts';
import { kubeDependents } from './kube-dependents.ts';

function count(root: Dependent): DependentsTree['counts'] {
  const counts = { deleted: 0, released: 0, kept: 0, blocks: 0, willPointToNothing: 0, opened: 0 };
  const visit = (node: Dependent): void => {
    if (node.fate === 'will-point-to-nothing') counts.willPointToNothing += 1;
    else counts[node.fate] += 1;
    for (const child of node.children) visit(child);
    const [first] = node.children;
    if (first !== undefined && node.more !== undefined) {
      if (first.fate === 'will-point-to-nothing') counts.willPointToNothing += node.more;
      else counts[first.fate] += node.more;
    }
  };
  visit(root);
  return counts;
}

/** Config objects that would be deleted, children first. */
function orderOf(root: Dependent): NonNullable<DependentsTree['order']> {
  const order: { type: string; uuid: string; name: string }[] = [];
  const visit = (node: Dependent): void => {
    for (const child of node.children) visit(child);
    if ((node.fate === 'deleted' || node.fate === 'released') && isConfigType(node.kind))
      order.push({ type: node.kind, uuid: node.key, name: node.name });
  };
  visit(root);
  return order;
}

function blockers(node: Dependent): readonly Dependent[] {
  return [...(node.fate === 'blocks' ? [node] : []), ...node.children.flatMap(blockers)];
}

export function dependents(context: ViewContext, kind: Kind, id: string): DependentsTree {
  const key = existingKey(context.read, kind, id);
  const root = isConfigType(kind)
    ? configDependents(context, kind, key)
    : kubeDependents(context, kind as KubeStoreKind, key);
  const blocking = blockers(root);
  const counts = count(root);
  const [first] = blocking;
  const more = counts.blocks - 1;
  return {
    root,
    counts,
    ...(blocking.length === 0 ? { order: orderOf(root) } : {}),
    ...(first === undefined
      ? {}
      : {
          fix:
            first === root
              ? root.detail
              : `${first.name} is still in use${more > 0 ? ` and ${more} more` : ''}: ${first.detail}. ` +
                `${first.consequence ?? `Delete it, then ${root.name} can go`}.`,
        }),
    revision: context.read.revision,
  };
}
