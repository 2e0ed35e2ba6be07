/**
 * What deleting a config object means for others. Children of a network's pools go with it, floating IPs are released;
 * whatever else stands under it or refers to it hinders the delete, except where the reference was relaxed.
 */

import type { Dependent, DependentFate } from '../../contract/views/objects.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { CONFIG_TYPES, isConfigType, type ConfigRecord, type ConfigType } from '../../model/config/types.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { nameOfObject } from '../shared/conditions.ts';
import { firstRef, podOfPort } from '../shared/links.ts';
import { decidePool } from '../shared/pool-decision.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** Children listed by name; the rest is a number. */
const MAX_CHILDREN = 100;

export function node(
  kind: string,
  key: string,
  name: string,
  detail: string,
  fate: DependentFate,
  children: readonly Dependent[] = [],
  consequence?: string,
): Dependent {
  const shown = children.length > MAX_CHILDREN ? children.slice(0, MAX_CHILDREN) : children;
  return {
    kind,
    key,
    name,
    detail,
    fate,
    children: shown,
    ...(consequence === undefined ? {} : { consequence }),
    ...(shown.length < children.length ? { more: children.length - shown.length } : {}),
  };
}

/** Routes of a floating IP that would be withdrawn. */
function routesOf({ derived }: ViewContext, fip: ConfigRecord): number {
  let count = 0;
  for (const ref of fip.refs['virtual-machine-interface'] ?? []) {
    for (const path of derived.port(ref.uuid)?.paths ?? [])
      if (
        path.origin.kind === 'floating-ip' &&
        path.origin.floatingIpUuid === fip.uuid &&
        path.notInstalled === undefined
      )
        count++;
  }
  return count;
}

function floatingIp(context: ViewContext, fip: ConfigRecord, fate: DependentFate): Dependent {
  const port = firstRef(fip, 'virtual-machine-interface');
  const found = port === undefined ? undefined : context.read.get('virtual-machine-interface', port)?.value;
  const detail = found === undefined ? 'not associated' : (podOfPort(context.read, found)?.name ?? 'a port');
  const routes = routesOf(context, fip);
  return node(
    'floating-ip',
    fip.uuid,
    nameOfObject(context.read, 'floating-ip', fip.uuid),
    detail,
    fate,
    [],
    routes === 0 ? undefined : `${routes} ${routes === 1 ? 'route' : 'routes'} withdrawn`,
  );
}

function pool(context: ViewContext, record: ConfigRecord): Dependent {
  const { read } = context;
  const children = [...read.lookup(byParent('floating-ip'), record.uuid)]
    .map(({ value }) => floatingIp(context, value, 'released'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { key, value } of read.scan('kube/Namespace')) {
    if (value.metadata.annotations?.[FIP_POOL] === undefined) continue;
    const { resolution } = decidePool(context, key);
    if (resolution.kind === 'resolved' && resolution.level === 'namespace' && resolution.poolUid === record.uuid)
      children.push(node('kube/Namespace', key, key, 'names the pool in its annotation', 'will-point-to-nothing'));
  }
  const shares = record.perms2.share.length;
  return node(
    'floating-ip-pool',
    record.uuid,
    nameOfObject(read, 'floating-ip-pool', record.uuid),
    shares === 0 ? 'pool' : `pool, shared with ${shares} ${shares === 1 ? 'project' : 'projects'}`,
    'deleted',
    children,
  );
}

function blocker(context: ViewContext, record: ConfigRecord, why: string): Dependent {
  if (record.type === 'virtual-machine-interface') {
    const owner = podOfPort(context.read, record);
    return node(
      record.type,
      record.uuid,
      owner === undefined ? nameOfObject(context.read, record.type, record.uuid) : `port of ${owner.name}`,
      owner === undefined ? 'port' : `pod in ${owner.namespace ?? ''}`,
      'blocks',
      [],
      owner === undefined ? undefined : `Delete pod ${owner.key}, then this can go`,
    );
  }
  return node(
    record.type,
    record.uuid,
    nameOfObject(context.read, record.type, record.uuid),
    `${record.type} ${why}`,
    'blocks',
  );
}

/** Referrers that keep the object: not those that are relaxed, nor those that go with something else in the tree. */
function referrers({ read }: ViewContext, record: ConfigRecord): readonly ConfigRecord[] {
  const found: ConfigRecord[] = [];
  for (const type of CONFIG_TYPES) {
    for (const { value } of read.lookup(byRef(type, record.type), record.uuid)) {
      const referrer = value as unknown as ConfigRecord;
      if (referrer.uuid !== record.uuid && referrer.relaxed?.includes(record.uuid) !== true) found.push(referrer);
    }
  }
  return found;
}

function childrenOf({ read }: ViewContext, uuid: string): readonly ConfigRecord[] {
  return CONFIG_TYPES.flatMap((type) =>
    [...read.lookup(byParent(type), uuid)].map(({ value }) => value as unknown as ConfigRecord),
  );
}

export function configDependents(context: ViewContext, type: ConfigType, uuid: string): Dependent {
  if (!isConfigType(type)) throw new Error(`BUG: ${String(type)} is not a config type`);
  const record = context.read.get(type, uuid)!.value as unknown as ConfigRecord;
  if (record.system === true)
    return node(
      type,
      uuid,
      nameOfObject(context.read, type, uuid),
      `${nameOfObject(context.read, type, uuid)} is a system object and cannot be deleted`,
      'blocks',
    );
  if (record.type === 'floating-ip-pool') return pool(context, record);
  if (record.type === 'floating-ip') return floatingIp(context, record, 'deleted');
  const children: Dependent[] = [];
  for (const child of childrenOf(context, uuid)) {
    if (child.type === 'floating-ip-pool') children.push(pool(context, child));
    else if (
      child.type !== 'access-control-list' &&
      !(record.type === 'virtual-network' && child.type === 'routing-instance')
    )
      children.push(blocker(context, child, 'stands under it'));
  }
  const ports = new Set<string>();
  for (const referrer of referrers(context, record)) {
    // An address goes with its port, which is already named.
    const port = referrer.type === 'instance-ip' ? firstRef(referrer, 'virtual-machine-interface') : undefined;
    if (
      port !== undefined &&
      record.type === 'virtual-network' &&
      context.read.get('virtual-machine-interface', port) !== undefined
    )
      continue;
    if (ports.has(referrer.uuid)) continue;
    ports.add(referrer.uuid);
    children.push(blocker(context, referrer, 'refers to it'));
  }
  return node(type, uuid, nameOfObject(context.read, type, uuid), record.fq_name.join(':'), 'deleted', children);
}
