/**
 * Per pair of BGP routers: their peering, whichever side stores it. Control nodes of the global ASN peer with each
 * other without any reference while `ibgp_auto_mesh` is set, unless one is a route reflector (has a cluster id).
 */

import {
  negotiatedFamilies,
  negotiatedHoldTime,
  isControlNode,
  peeringEnd,
  peeringMismatches,
  type RouterFacts,
} from '../../engine/policy/peering.ts';
import type { BgpPeeringAttributes, BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import type { BgpRouter } from '../../model/config/types.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { Peering } from '../../model/oper/peering.ts';
import { byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { CalcNode, RowIndex, DerivedTable } from '../calc-node.ts';
import { GLOBAL, settingsOf, type GlobalSettings } from './global-settings.ts';
import { keysFrom } from './keys-of.ts';

export function peerings(
  settings: DerivedTable<GlobalSettings>,
  indexes: readonly RowIndex<Peering>[],
): CalcNode<Peering> {
  return {
    name: 'peerings',
    keys: (read, skip) => keysFrom(read, 'bgp-router', (router) => pairsOf(router.value, read), skip),
    about: (key, read) =>
      key
        .split('/')
        .flatMap((end) => (read.get('bgp-router', end) === undefined ? [] : [{ kind: 'bgp-router', key: end }])),
    hears: new Set<Kind>(['bgp-router']),
    touched: (change, read) => {
      if (change.kind !== 'bgp-router') return [];
      return [change.old, change.new].flatMap((side) =>
        side === undefined ? [] : [...pairsOf(side.value as BgpRouter, read)],
      );
    },
    compute: (key, tracked) => {
      const ends = key.split('/');
      if (ends.every((uuid) => tracked.read.get('bgp-router', uuid) === undefined)) return undefined;
      // Both ends may be deleted in one transaction; then `touched` cannot find the pair any more.
      for (const uuid of ends) tracked.record('bgp-router', uuid);
      tracked.row(settings, GLOBAL);
      return compute(key, tracked.read, settingsOf(settings));
    },
    indexes,
  };
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}

/** Pairs with every other router, and with routers that it refers to and that do not exist. */
function* pairsOf(router: BgpRouter, read: Read): Generator<string, void, undefined> {
  for (const other of read.scan('bgp-router')) if (other.key !== router.uuid) yield pairKey(router.uuid, other.key);
  for (const ref of router.refs['bgp-router'] ?? []) if (ref.uuid !== router.uuid) yield pairKey(router.uuid, ref.uuid);
  // Routers that refer to this one, even while it is being deleted.
  for (const other of read.lookup(byRef('bgp-router', 'bgp-router'), router.uuid))
    if (other.key !== router.uuid) yield pairKey(router.uuid, other.key);
}

function compute(key: string, read: Read, { asn, ibgpAutoMesh }: GlobalSettings): Peering | undefined {
  const [oneUuid = '', otherUuid = ''] = key.split('/');
  const one = read.get('bgp-router', oneUuid)?.value;
  const other = read.get('bgp-router', otherUuid)?.value;
  if (one === undefined && other === undefined) return undefined;
  const stored = [
    [one, otherUuid],
    [other, oneUuid],
  ] as const;
  const sides = stored.flatMap(([router, peer]) => {
    const ref = router?.refs['bgp-router']?.find((candidate) => candidate.uuid === peer);
    return router === undefined || ref === undefined ? [] : [{ uuid: router.uuid, sessions: sessionsOf(ref.attr) }];
  });
  const automatic = ibgpAutoMesh && meshes(one) && meshes(other);
  if (sides.length === 0 && !automatic) return undefined;
  const a = facts(oneUuid, one, asn);
  const b = facts(otherUuid, other, asn);
  const attributes = sides[0]?.sessions ?? [];
  const differ = sides.length === 2 && !deepEqual(sides[0]!.sessions, sides[1]!.sessions);
  const missing = [
    [one, oneUuid, b],
    [other, otherUuid, a],
  ] as const;
  return {
    key,
    ends: [a.end, b.end],
    storedOn: sides.map((side) => side.uuid),
    automatic,
    attributes,
    families: negotiatedFamilies(a.end, b.end, attributes),
    holdTime: negotiatedHoldTime(a.end, b.end, attributes),
    mismatches:
      one !== undefined && other !== undefined
        ? peeringMismatches(a, b, attributes, differ)
        : missing.flatMap(([router, uuid, rest]) =>
            router !== undefined
              ? []
              : [
                  {
                    field: 'router_missing' as const,
                    severity: 'error' as const,
                    message:
                      `BGP router ${rest.end.name} names a peer ${uuid} that does not exist. Remove it under ` +
                      'Infrastructure > Cluster > Advanced > BGP Routers > Associated Peers.',
                  },
                ],
          ),
  };
}

function meshes(router: BgpRouter | undefined): boolean {
  const parameters = router?.props.bgp_router_parameters;
  return isControlNode(parameters) && parameters?.cluster_id == null;
}

function facts(uuid: string, router: BgpRouter | undefined, asn: number): RouterFacts {
  const parameters = router?.props.bgp_router_parameters;
  return {
    end: peeringEnd(uuid, router === undefined ? uuid : shortName(router.fq_name), parameters, asn),
    auth: parameters?.auth_data,
  };
}

function sessionsOf(attr: unknown): readonly BgpSessionAttributes[] {
  const sessions = (attr as BgpPeeringAttributes | null)?.session ?? [];
  return sessions.flatMap((session) => session.attributes ?? []);
}
