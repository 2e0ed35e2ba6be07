/** What a pod requests and is limited to: the sum of its containers, or what its init containers need before. */

import { addQuantities, parseQuantity, ZERO, type Quantity } from '../../model/kube/quantity.ts';
import { childIf, items, type Draft } from '../draft.ts';

export type Amounts = ReadonlyMap<string, Quantity>;

/** A list of resources (`requests`, `limits`, `hard`, …); what is no quantity is left out. */
export function amountsOf(list: Draft | undefined): Amounts {
  const amounts = new Map<string, Quantity>();
  for (const [resource, value] of Object.entries(list ?? {})) {
    const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value)) : undefined;
    if (quantity !== undefined) amounts.set(resource, quantity);
  }
  return amounts;
}

/** The requests, or the limits, of a container. */
export function containerAmounts(container: Draft, list: 'requests' | 'limits'): Amounts {
  return amountsOf(childIf(childIf(container, 'resources'), list));
}

/** Those of a pod, with its overhead. */
export function podAmounts(spec: Draft | undefined, list: 'requests' | 'limits'): Amounts {
  const total = new Map<string, Quantity>();
  for (const container of items(spec, 'containers')) add(total, containerAmounts(container, list));
  // Init containers run one after the other; those that restart always go on beside what follows.
  const beside = new Map<string, Quantity>();
  const most = new Map<string, Quantity>();
  for (const container of items(spec, 'initContainers')) {
    const own = containerAmounts(container, list);
    if (container['restartPolicy'] === 'Always') {
      add(total, own);
      add(beside, own);
      raise(most, beside);
    } else {
      const together = new Map(beside);
      add(together, own);
      raise(most, together);
    }
  }
  raise(total, most);
  const overhead = amountsOf(childIf(spec, 'overhead'));
  // Overhead is a request; it is a limit only of what has one.
  for (const [resource, amount] of overhead)
    if (list === 'requests' || total.has(resource)) add(total, new Map([[resource, amount]]));
  return total;
}

function add(total: Map<string, Quantity>, amounts: Amounts): void {
  for (const [resource, amount] of amounts) total.set(resource, addQuantities(total.get(resource) ?? ZERO, amount));
}

function raise(total: Map<string, Quantity>, amounts: Amounts): void {
  for (const [resource, amount] of amounts) {
    const known = total.get(resource);
    if (known === undefined || amount.nano > known.nano) total.set(resource, amount);
  }
}
