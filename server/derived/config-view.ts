/** Derived config objects by uuid, name, parent and reference, as the config API asks for them. */

import { SHARED } from '../model/config/kinds/project.ts';
import type { Share } from '../model/config/record.ts';
import type { ConfigType } from '../model/config/types.ts';
import { fqNameKey } from '../model/naming/fq-name.ts';
import { labelTagUuid } from '../model/naming/label-tag.ts';
import type {
  DerivedBackRef,
  DerivedConfigObject,
  DerivedConfigObjects,
  DerivedRef,
} from '../model/oper/derived-config.ts';
import type { Peering } from '../model/oper/peering.ts';
import type { RoutingInstanceFacts } from '../model/oper/routing-instance-facts.ts';
import { by } from '../model/order.ts';
import { byNode, byRef, byShare } from '../store/indexes.ts';
import { Postings } from '../store/postings.ts';
import type { Read } from '../store/store.ts';
import type { RowIndex, DerivedTable } from './calc-node.ts';
import { heldBy, holderOf } from './firewall-order.ts';
import type { Groups } from './nodes/groups.ts';
import { targetRefs, type ConfigObjectRow } from './nodes/network-objects.ts';
import type { TargetUsers } from './nodes/network-targets.ts';
import type { Exporters } from './nodes/routing-instances.ts';
import { interfacesWithTag, labelTagByUuid, labelTags, tagsOfInterface } from './pod-tags.ts';

/** Updated by every node that computes config objects. */
export class ConfigObjectIndex implements RowIndex<ConfigObjectRow> {
  readonly name = 'config-objects';
  private readonly byUuid = new Map<string, DerivedConfigObject>();
  private readonly byName = new Map<string, DerivedConfigObject>();
  private readonly byType = new Map<ConfigType, Map<string, DerivedConfigObject>>();
  /** Uuids by the parent's. */
  private readonly byParent = new Postings();
  /** Uuids by `<type>:<uuid>` of what is referred to. */
  private readonly byReference = new Postings();

  add(_key: string, row: ConfigObjectRow): void {
    for (const object of row) {
      const { still: record } = object;
      this.byUuid.set(record.uuid, object);
      this.byName.set(nameKey(record.type, fqNameKey(record.fq_name)), object);
      insert(this.byType, record.type, object);
      if (record.parent_uuid !== undefined) this.byParent.add(record.parent_uuid, record.uuid);
      for (const reference of referencesOf(object)) this.byReference.add(reference, record.uuid);
    }
  }

  remove(_key: string, row: ConfigObjectRow): void {
    for (const object of row) {
      const { still: record } = object;
      this.byUuid.delete(record.uuid);
      this.byName.delete(nameKey(record.type, fqNameKey(record.fq_name)));
      withdraw(this.byType, record.type, object);
      if (record.parent_uuid !== undefined) this.byParent.delete(record.parent_uuid, record.uuid);
      for (const reference of referencesOf(object)) this.byReference.delete(reference, record.uuid);
    }
  }

  isEmpty(): boolean {
    return [this.byUuid, this.byName, this.byType, this.byParent, this.byReference].every((map) => map.size === 0);
  }

  get(uuid: string): DerivedConfigObject | undefined {
    return this.byUuid.get(uuid);
  }

  named(type: ConfigType, key: string): DerivedConfigObject | undefined {
    return this.byName.get(nameKey(type, key));
  }

  ofType(type: ConfigType): ReadonlyMap<string, DerivedConfigObject> {
    return this.byType.get(type) ?? NONE;
  }

  childrenOf(parentUuid: string): readonly DerivedConfigObject[] {
    return this.each(this.byParent.keys(parentUuid));
  }

  referring(type: ConfigType, uuid: string): readonly DerivedConfigObject[] {
    return this.each(this.byReference.keys(`${type}:${uuid}`));
  }

  private each(uuids: Iterable<string>): DerivedConfigObject[] {
    return Array.from(uuids, (uuid) => this.byUuid.get(uuid)).filter((found) => found !== undefined);
  }
}

const NONE: ReadonlyMap<string, DerivedConfigObject> = new Map();

function nameKey(type: ConfigType, key: string): string {
  return `${type}:${key}`;
}

/** The references that are part of the record itself. */
function referencesOf({ still }: DerivedConfigObject): readonly string[] {
  return Object.entries(still.refs).flatMap(([type, refs]) => (refs ?? []).map((ref) => `${type}:${ref.uuid}`));
}

function insert<K>(map: Map<K, Map<string, DerivedConfigObject>>, key: K, object: DerivedConfigObject): void {
  const members = map.get(key);
  if (members === undefined) map.set(key, new Map([[object.still.uuid, object]]));
  else members.set(object.still.uuid, object);
}

function withdraw<K>(map: Map<K, Map<string, DerivedConfigObject>>, key: K, object: DerivedConfigObject): void {
  const members = map.get(key);
  members?.delete(object.still.uuid);
  if (members?.size === 0) map.delete(key);
}

export interface ConfigViewSources {
  readonly read: Read;
  readonly objects: ConfigObjectIndex;
  readonly instances: DerivedTable<RoutingInstanceFacts>;
  readonly exporters: Exporters;
  readonly targetUsers: TargetUsers;
  readonly peerings: DerivedTable<Peering>;
  readonly peeringsByRouter: Groups<Peering>;
}

/** Sorts what an index returns in no particular order. */
function inKeyOrder<R extends { readonly key: string }>(found: Iterable<R>): R[] {
  return [...found].sort(by(({ key }) => key));
}

/**
 * `settle` brings the tables up to date before each answer; `waiting` tells whether they are, and waits until they
 * are.
 */
export function configView(
  sources: ConfigViewSources,
  settle: () => void,
  waiting: { readonly current: () => boolean; readonly behind: () => boolean; readonly settled: () => Promise<void> },
): DerivedConfigObjects {
  const { read, objects, instances, exporters, targetUsers, peerings, peeringsByRouter } = sources;
  /** Attribute of interface → routing-instance, as the schema transformer writes it. */
  const both = { direction: 'both' };
  const derivedRefs = (type: ConfigType, uuid: string): readonly DerivedRef[] => {
    if (type === 'virtual-machine-interface') {
      const networks = read.get('virtual-machine-interface', uuid)?.value.refs['virtual-network'] ?? [];
      const of = networks.flatMap((ref): readonly DerivedRef[] => {
        const facts = instances.get(ref.uuid);
        return facts === undefined ? [] : [{ type: 'routing-instance', uuid: facts.uuid, attr: both }];
      });
      return [...of, ...tagsOfInterface(read, uuid)];
    }
    if (type === 'application-policy-set' || type === 'firewall-policy') return heldBy(read, type, uuid);
    // The list of a node grows with the cluster, so it is not stored but read from the machines, which know their
    // node.
    if (type === 'virtual-router')
      return inKeyOrder(read.lookup(byNode('virtual-machine'), uuid)).map(({ key }) => ({
        type: 'virtual-machine',
        uuid: key,
        attr: null,
      }));
    if (type !== 'bgp-router') return [];
    return [...peeringsByRouter.of(uuid)].sort().flatMap((key) => {
      const peering = peerings.get(key);
      if (peering === undefined || !peering.automatic || peering.storedOn.length > 0) return [];
      const other = peering.ends.find((end) => end.uuid !== uuid);
      return other === undefined ? [] : [{ type: 'bgp-router', uuid: other.uuid, attr: { session: [] } }];
    });
  };
  /** Instances refer to the targets that their networks name. */
  const targetReferrers = (uuid: string): readonly DerivedBackRef[] => {
    const target = (read.get('route-target', uuid)?.value ?? objects.get(uuid)?.still)?.fq_name[0];
    if (target === undefined) return [];
    return targetUsers.of(target).flatMap((network) => {
      const instance = instances.get(network);
      if (instance === undefined || objects.get(instance.uuid) === undefined) return [];
      return targetRefs(instance).flatMap((ref) =>
        ref.target === target
          ? [{ fromType: 'routing-instance' as const, fromUuid: instance.uuid, attr: ref.attr }]
          : [],
      );
    });
  };
  /** Shares that a controller gave are stored on the projects. */
  const givenShares = (network: string): readonly Share[] =>
    inKeyOrder(read.lookup(byShare('project'), network)).flatMap(({ key, value }) => {
      const access = value.allocated?.[SHARED + network];
      return typeof access === 'number' ? [{ tenant: key, tenant_access: access }] : [];
    });
  return {
    get current() {
      return waiting.current();
    },
    get behind() {
      return waiting.behind();
    },
    settled: waiting.settled,
    byUuid: (uuid) => (settle(), objects.get(uuid) ?? labelTagByUuid(read, uuid)),
    byFqName: (type, fqName) => {
      settle();
      if (type === 'tag') return fqName.length === 1 ? labelTagByUuid(read, labelTagUuid(fqName[0]!)) : undefined;
      return objects.named(type, fqNameKey(fqName));
    },
    list: (type) => (settle(), type === 'tag' ? labelTags(read) : objects.ofType(type).values()),
    count: (type) => (settle(), objects.ofType(type).size),
    children: (parentUuid) => (settle(), objects.childrenOf(parentUuid)),
    derivedRefs: (type, uuid) => (settle(), derivedRefs(type, uuid)),
    derivedShares: (type, uuid) => (type === 'virtual-network' ? givenShares(uuid) : []),
    refsTo: (type, uuid) => {
      settle();
      const found: DerivedBackRef[] = [];
      if (type === 'route-target') found.push(...targetReferrers(uuid));
      for (const { still: record } of objects.referring(type, uuid)) {
        for (const ref of record.refs[type] ?? [])
          if (ref.uuid === uuid) found.push({ fromType: record.type, fromUuid: record.uuid, attr: ref.attr });
      }
      if (type === 'routing-instance') {
        const facts = instances.get(exporters.keyOf(uuid) ?? '');
        // Instances refer to each other: a hub to all its spokes.
        for (const connection of facts?.connections ?? []) {
          const peer = connection.kind === 'mutual' ? instances.get(connection.peer)?.uuid : undefined;
          if (peer !== undefined && objects.get(peer) !== undefined)
            found.push({ fromType: 'routing-instance', fromUuid: peer, attr: {} });
        }
        if (facts?.isDefault === true) {
          for (const vmi of read.lookup(byRef('virtual-machine-interface', 'virtual-network'), facts.networkUuid)) {
            found.push({ fromType: 'virtual-machine-interface', fromUuid: vmi.key, attr: both });
          }
        }
      }
      if (type === 'tag') found.push(...interfacesWithTag(read, uuid));
      if (type === 'firewall-policy' || type === 'firewall-rule') found.push(...holderOf(read, type, uuid));
      if (type === 'virtual-machine') {
        const node = read.get('virtual-machine', uuid)?.value.allocated?.['node'];
        if (typeof node === 'string') found.push({ fromType: 'virtual-router', fromUuid: node, attr: null });
      }
      // An automatic peering is stored on neither side: each end refers to the other.
      if (type === 'bgp-router')
        for (const ref of derivedRefs(type, uuid))
          found.push({ fromType: 'bgp-router', fromUuid: ref.uuid, attr: ref.attr });
      return found;
    },
  };
}
