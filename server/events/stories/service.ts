/**
 * A service: the addresses from outside that it gets, of which pool and why, and those that it loses. What it waits for
 * is told with the conditions of the product, once for each cause.
 */

import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import { newConditions } from '../new-conditions.ts';
import { referenceTo, type Happening, type Told } from '../told.ts';

type Service = KubeObjectOf<'Service'>;

const COMPONENT = 'kube-manager';
const ALLOCATED = 'FloatingIPAllocated';

export function serviceStory({ old, new: next }: Happening<'Service'>): readonly Told[] {
  const [before, after] = [old?.value, next?.value];
  if (after === undefined) return [];
  const about = referenceTo('Service', after);
  const told: Told[] = newConditions(conditionsOf(before), conditionsOf(after), 'True')
    .filter(({ type }) => type === ALLOCATED)
    .map(({ message }) => ({ about, type: 'Normal', reason: 'AddressAllocated', message, component: COMPONENT }));
  const kept = new Set(addressesOf(after));
  const released = addressesOf(before).filter((ip) => !kept.has(ip));
  if (released.length > 0)
    told.push({
      about,
      type: 'Normal',
      reason: 'AddressReleased',
      message: `Released ${released.join(', ')}`,
      component: COMPONENT,
    });
  return told;
}

function conditionsOf(service: Service | undefined): readonly Condition[] | undefined {
  const conditions: unknown = service?.status?.['conditions'];
  return Array.isArray(conditions) ? (conditions as readonly Condition[]) : undefined;
}

function addressesOf(service: Service | undefined): readonly string[] {
  const { ingress } = (service?.status?.['loadBalancer'] ?? {}) as { readonly ingress?: unknown };
  return (Array.isArray(ingress) ? (ingress as readonly { readonly ip?: unknown }[]) : []).flatMap(({ ip }) =>
    typeof ip === 'string' ? ip : [],
  );
}
