/** A service that asks for an external address: one that finds no pool, waits, or keeps an address of another pool. */

import type { KubeObjectOf } from '../../../model/kube/types.ts';
import { formatFqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byRequester } from '../../../store/indexes.ts';
import type { Tracked } from '../../calc-node.ts';
import { servicePoolKey, type RequestedPool } from '../pool-decisions.ts';
import { condition, nameOf, NONE, type Evaluate } from './evaluate.ts';
import { poolConditions } from './pool.ts';

export const serviceConditions: Evaluate = (key, tracked, { pools }) => {
  const service = tracked.read.get('kube/Service', key)?.value;
  if (service === undefined) return NONE;
  const row = tracked.row(pools, servicePoolKey(key));
  if (row === undefined) return NONE;
  const found: ObjectCondition[] = [...poolConditions(row, ['object'], `service ${key}`)];
  const kept = keptAddresses(key, service, row, tracked);
  const { resolution } = row.decision;
  if (resolution.kind !== 'resolved' && resolution.kind !== 'malformed' && kept.length === 0) {
    const trail = row.decision.trail.map((step) => step.sentence).join(' ');
    found.push(
      condition(
        'warning',
        'NoPool',
        'NoPool',
        `Service ${key} asks for an external address, but no floating IP pool applies. ${trail} Create a pool ` +
          'under Overlay > Floating IP, or name one in an annotation.',
      ),
    );
  }
  if (resolution.kind === 'resolved') found.push(...waiting(key, service));
  return [...found, ...kept];
};

/** What kube-manager wrote into the status of a service whose pool gives it no address. */
function waiting(key: string, { status }: KubeObjectOf<'Service'>): readonly ObjectCondition[] {
  const all = (status?.['conditions'] ?? []) as readonly { readonly [field: string]: unknown }[];
  return (Array.isArray(all) ? all : [])
    .filter(({ type, status: is }) => type === 'FloatingIPAllocated' && is === 'False')
    .map(({ reason, message }) =>
      condition(
        'warning',
        'NoPool',
        String(reason),
        `Service ${key} waits for an external address. ${String(message)}`,
      ),
    );
}

/** Addresses of a pool that no longer applies, because another appeared or an annotation changed. */
function keptAddresses(
  key: string,
  { metadata }: KubeObjectOf<'Service'>,
  { decision: { resolution } }: RequestedPool,
  tracked: Tracked,
): readonly ObjectCondition[] {
  const now = resolution.kind === 'resolved' ? resolution : undefined;
  const found: ObjectCondition[] = [];
  for (const { value: floating } of tracked.lookup(byRequester('floating-ip'), metadata.uid)) {
    if (floating.parent_type !== 'floating-ip-pool' || floating.parent_uuid === now?.poolUid) continue;
    const pool = tracked.record('floating-ip-pool', floating.parent_uuid ?? '')?.value;
    const address = floating.props.floating_ip_address ?? floating.uuid;
    found.push(
      condition(
        'info',
        'Kept',
        'AddressKept',
        `Service ${key} keeps ${address} of pool ${pool === undefined ? '?' : formatFqName(pool.fq_name)}, although ` +
          `${now === undefined ? 'no pool applies any more' : `pool ${formatFqName(now.pool)} applies by now`}: its ` +
          `clients know the address. To exchange it, release floating IP ${address} under Overlay > Floating IP.`,
        pool === undefined ? [] : [nameOf(pool)],
      ),
    );
  }
  return found.sort((a, b) => (a.message < b.message ? -1 : 1));
}
