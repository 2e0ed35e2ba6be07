/**
 * Which views a change affects, as names for browsers.
 *
 * `view/vrf` is keyed by network, so that the page of a VRF is read again only when its own table changed. The topology
 * is one picture of everything, so it is announced at most once a second, however many ports and pods come and go.
 */

import type { LiveName } from '../contract/live/events.ts';
import type { RowChange } from '../derived/calc-node.ts';
import type { Derived } from '../derived/derived.ts';
import { pairOf } from '../derived/nodes/pair.ts';
import { kindsThat } from '../model/declared-kinds.ts';
import type { Kind } from '../model/kinds.ts';
import { formatFqName } from '../model/naming/fq-name.ts';
import type { Port } from '../model/oper/port.ts';
import type { Leak, RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { Timers } from '../model/timers.ts';
import type { ViewChanges } from './hub.ts';
import { throttle } from './throttle.ts';

/** Derived tables whose rows are drawn. */
const DRAWN_TABLES: ReadonlySet<string> = new Set([
  'routing-instances',
  'connections',
  'imports',
  'leaks',
  'pods',
  'peerings',
  'conditions',
]);
/** Kinds of stored objects that are drawn directly. */
const DRAWN_KINDS: ReadonlySet<Kind> = new Set(kindsThat(({ drawn }) => drawn === true));
/** Up to this many importing tables are named one by one; beyond, all tables are announced. */
const MOST_IMPORTERS = 50;
/** Up to this many affected VRFs are named one by one; beyond, all are announced. */
const MOST_VRFS = 500;

type Named = ReadonlySet<RoutingInstanceKey> | 'all';

export function viewChangesOf(derived: Derived, timers: Timers): ViewChanges {
  return (listener) => {
    const picture = throttle(timers, () =>
      listener(derived.revision, [{ kind: 'view/topology', key: '*', op: 'changed' }]),
    );
    const stops = [
      derived.onChange(({ revision, changes, rows }) => {
        const names: LiveName[] = vrfNames(derived, instancesOf(derived, rows), rows);
        if (rows.some(({ node }) => node.startsWith('conditions')))
          names.push({ kind: 'view/conditions', key: '*', op: 'changed' });
        if (names.length > 0) listener(revision, names);
        if (changes.some(({ kind }) => DRAWN_KINDS.has(kind)) || rows.some(isDrawn)) picture.call();
      }),
      derived.onLearned((instances) =>
        listener(derived.revision, vrfNames(derived, instances.size > MOST_VRFS ? 'all' : instances, [])),
      ),
      picture.stop,
    ];
    return () => stops.forEach((stop) => stop());
  };
}

/** Of a port only the numbers of routes by table are drawn. */
function isDrawn({ node, old, new: next }: RowChange): boolean {
  if (node === 'ports') return routesOf(old as Port | undefined) !== routesOf(next as Port | undefined);
  return DRAWN_TABLES.has(node.split(' ', 1)[0]!);
}

function routesOf(port: Port | undefined): string {
  return (port?.paths ?? [])
    .flatMap(({ instance, notInstalled }) => (notInstalled === undefined ? [instance] : []))
    .sort()
    .join();
}

/** The instances whose tables or relations the rows affect. */
function instancesOf(derived: Derived, rows: readonly RowChange[]): Named {
  const found = new Set<RoutingInstanceKey>();
  const origins = new Set<RoutingInstanceKey>();
  for (const { node, key, old, new: next } of rows) {
    if (node === 'routing-instances') found.add(key);
    else if (node === 'connections' || node === 'imports') found.add(pairOf(key)[0]);
    else if (node === 'leaks') {
      const { importer, exporter } = (next ?? old) as Leak;
      found.add(importer).add(exporter);
    } else if (node === 'ports') {
      for (const side of [old, next])
        for (const { instance } of (side as Port | undefined)?.paths ?? []) origins.add(instance);
    }
    if (found.size + origins.size > MOST_VRFS) return 'all';
  }
  for (const origin of origins) {
    found.add(origin);
    const importers = derived.importersOf(origin, MOST_IMPORTERS);
    if (importers === undefined) return 'all';
    for (const importer of importers) found.add(importer);
  }
  return found.size > MOST_VRFS ? 'all' : found;
}

/** The names of their networks; of a deleted one as it was before. */
function vrfNames(derived: Derived, instances: Named, rows: readonly RowChange[]): LiveName[] {
  if (instances === 'all') return [{ kind: 'view/vrf', key: '*', op: 'changed' }];
  const gone = new Map(
    rows.flatMap(({ node, key, old }) =>
      node === 'routing-instances' && old !== undefined
        ? [[key, old as Pick<RoutingInstanceFacts, 'networkName'>] as const]
        : [],
    ),
  );
  const names = new Set<string>();
  for (const key of instances) {
    const facts = derived.routingInstance(key) ?? gone.get(key);
    if (facts !== undefined) names.add(formatFqName(facts.networkName));
  }
  return [...names].map((key) => ({ kind: 'view/vrf', key, op: 'changed' }));
}
