/** Overlay > Floating IP > Pools. */

import type { State } from '../../contract/views/reference.ts';
import type { FloatingIpPoolRow } from '../../contract/views/rows/floating-ip-rows.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import type { FloatingIpPool } from '../../model/config/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { hostCount, parsePrefix } from '../../model/net/prefix.ts';
import { byParent } from '../../store/indexes.ts';
import { stateFrom } from '../shared/conditions.ts';
import { linkByUuid, projectName } from '../shared/links.ts';
import { decidePool, globalPool } from '../shared/pool-decision.ts';
import { cidrOf, subnetsOf, type FoundSubnet } from '../shared/subnets.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { wireCount } from '../shared/wire-count.ts';
import { BY_SHORT_NAME, configColumns } from './config-columns.ts';
import { table } from './table.ts';
import { routeTargetsOf } from './virtual-networks.ts';

/** Subnets from which the pool's addresses are drawn: those that it names, or all of its network. */
function poolSubnets({ read }: ViewContext, pool: FloatingIpPool): readonly FoundSubnet[] {
  const network = pool.parent_uuid === undefined ? undefined : read.get('virtual-network', pool.parent_uuid)?.value;
  if (network === undefined) return [];
  const named = pool.props.floating_ip_pool_subnets?.subnet_uuid;
  const all = subnetsOf(read, network);
  return named === undefined || named.length === 0
    ? all
    : all.filter(({ subnet }) => named.includes(subnet.subnet_uuid));
}

function capacityOf(context: ViewContext, pool: FloatingIpPool): bigint {
  let sum = 0n;
  for (const { subnet } of poolSubnets(context, pool)) {
    const prefix = parsePrefix(cidrOf(subnet), 'mask');
    if (prefix === undefined) continue;
    const reserved = new Set(
      [subnet.default_gateway, subnet.dns_server_address].filter(
        (address) => address !== undefined && address !== '0.0.0.0' && address !== '::',
      ),
    );
    const usable = hostCount(prefix) - BigInt(reserved.size);
    sum += usable > 0n ? usable : 0n;
  }
  return sum;
}

/** Namespaces whose annotation leads to this pool, and `global`. */
function wantedBy(context: ViewContext, pool: FloatingIpPool): readonly string[] {
  const wanting: string[] = [];
  for (const { key, value } of context.read.scan('kube/Namespace')) {
    if (value.metadata.annotations?.[FIP_POOL] === undefined) continue;
    const { resolution } = decidePool(context, key);
    if (resolution.kind === 'resolved' && resolution.level === 'namespace' && resolution.poolUid === pool.uuid)
      wanting.push(key);
  }
  wanting.sort();
  const text = globalPool(context);
  if (text !== undefined) {
    const { resolution } = decidePool(context, '');
    if (resolution.kind === 'resolved' && resolution.level === 'global' && resolution.poolUid === pool.uuid)
      wanting.push('global');
  }
  return wanting;
}

const usedOf = ({ read }: ViewContext, pool: FloatingIpPool): number =>
  read.countIn(byParent('floating-ip'), pool.uuid);

function stateOf(context: ViewContext, pool: FloatingIpPool): State {
  const used = usedOf(context, pool);
  const capacity = capacityOf(context, pool);
  const fine: State =
    capacity === 0n
      ? {
          tone: 'bad',
          word: 'No addresses',
          reason: 'Its network has no subnet from which addresses can be drawn. Add one.',
        }
      : BigInt(used) >= capacity
        ? {
            tone: 'bad',
            word: 'Exhausted',
            reason: `All ${capacity} addresses are taken. Release some, or add a subnet.`,
          }
        : { tone: 'ok', word: 'Ready' };
  return stateFrom(context.conditions('floating-ip-pool', pool.uuid), fine);
}

export const floatingIpPools = table<'floating-ip-pool', FloatingIpPoolRow>({
  kind: 'floating-ip-pool',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    const network =
      value.parent_uuid === undefined ? undefined : context.read.get('virtual-network', value.parent_uuid)?.value;
    const targets = network === undefined ? undefined : routeTargetsOf(context, network);
    return {
      ...configColumns(record),
      network:
        network === undefined
          ? { name: value.fq_name.at(-2) ?? '' }
          : linkByUuid(context.read, 'virtual-network', network.uuid),
      project: projectName(value) ?? '',
      subnets: poolSubnets(context, value).map(({ subnet }) => ({ cidr: cidrOf(subnet), uuid: subnet.subnet_uuid })),
      used: usedOf(context, value),
      capacity: wireCount(capacityOf(context, value)),
      sharedWith: value.perms2.share.map((share) =>
        linkByUuid(context.read, 'project', share.tenant.replace(/^tenant:/, '')),
      ),
      sharedWithAll: value.perms2.global_access > 0,
      wantedBy: wantedBy(context, value),
      routeTargets: targets === undefined ? [] : [...new Set([...targets.both, ...targets.export])],
      state: stateOf(context, value),
      conditions: context.conditions('floating-ip-pool', key),
    };
  },
  sort: {
    network: (_context, { value }) => value.fq_name.at(-2),
    project: (_context, { value }) => projectName(value),
    used: (context, { value }) => usedOf(context, value),
    capacity: (context, { value }) => Number(capacityOf(context, value)),
    state: (context, { value }) => stateOf(context, value).word,
  },
  filter: {
    network: (_context, { value }) => [value.fq_name.at(-2), value.parent_uuid],
    state: (context, { value }) => [stateOf(context, value).word],
  },
  text: (context, { value }) =>
    [formatFqName(value.fq_name), value.uuid, ...poolSubnets(context, value).map(({ subnet }) => cidrOf(subnet))].join(
      ' ',
    ),
  project: (_context, { value }) => projectName(value),
});
