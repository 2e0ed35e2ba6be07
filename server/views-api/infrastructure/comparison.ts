/** `/views/bgp-routers/<uuid>/comparison`: both ends of each configured peering, and what they would negotiate. */

import type { ComparisonAnswer, ComparisonRow, PeeringComparison } from '../../contract/views/comparison.ts';
import { carriedOf, CONTROL_NODES_ONLY } from '../../engine/policy/peering.ts';
import type { BgpRouter } from '../../model/config/types.ts';
import type { Peering, PeeringEnd, PeeringMismatch } from '../../model/oper/peering.ts';
import { existingKey } from '../shared/find-object.ts';
import { allGateways } from '../shared/gateway-list.ts';
import { linkByUuid, linkTo } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** Such as `none`, `MD5` or `MD5, 2 keys`. */
function authText(router: BgpRouter | undefined): string {
  const keys = router?.props.bgp_router_parameters?.auth_data?.key_items.length ?? 0;
  return keys === 0 ? 'none' : keys === 1 ? 'MD5' : `MD5, ${keys} keys`;
}

/**
 * The real AS number of a router, whatever is configured for it here, if it is known: of a gateway whose tables can
 * be read, or of a known host.
 */
function knownAsn(context: ViewContext, { address }: PeeringEnd): number | undefined {
  const gateway = allGateways(context).find((one) => one.address === address);
  return gateway?.inside?.asn ?? gateway?.host?.asn;
}

/** A router whose real AS number differs from the configured one: no session can come up. */
function wrongAsn(context: ViewContext, ends: readonly PeeringEnd[]): Partial<ComparisonRow> {
  for (const end of ends) {
    const known = knownAsn(context, end);
    if (known !== undefined && end.autonomousSystem !== undefined && known !== end.autonomousSystem) {
      return {
        negotiated: undefined,
        verdict: 'mismatch',
        finding:
          `BGP router ${end.name} has ASN ${end.autonomousSystem} here, and the router itself has ${known}: the ` +
          `session stays Idle. Set ${known} here, or change it on ${end.name}.`,
      };
    }
  }
  return {};
}

/** Families that one end only has and that no session with the other would carry. */
function familiesNote(local: PeeringEnd, peer: PeeringEnd): Partial<ComparisonRow> {
  const [one] = [
    [local, peer],
    [peer, local],
  ].filter(([a, b]) => a!.families.includes(CONTROL_NODES_ONLY) && !b!.families.includes(CONTROL_NODES_ONLY));
  return one === undefined
    ? {}
    : {
        verdict: 'noted',
        finding:
          `Only ${one[0]!.name} has ${CONTROL_NODES_ONLY}, which control nodes speak among themselves: ` +
          `${one[1]!.name} misses nothing.`,
      };
}

function rowsOf(
  context: ViewContext,
  peering: Peering,
  local: PeeringEnd,
  peer: PeeringEnd,
  routers: { readonly local: BgpRouter | undefined; readonly peer: BgpRouter | undefined },
): readonly ComparisonRow[] {
  const finding = (field: PeeringMismatch['field']): PeeringMismatch | undefined =>
    peering.mismatches.find((mismatch) => mismatch.field === field);
  const row = (
    field: string,
    label: string,
    mine: string,
    theirs: string,
    negotiated: string | undefined,
    mismatch?: PeeringMismatch,
    more: Partial<ComparisonRow> = {},
  ): ComparisonRow => ({
    field,
    label,
    local: mine,
    peer: theirs,
    ...(negotiated === undefined ? {} : { negotiated }),
    verdict: mismatch === undefined ? 'equal' : mismatch.severity === 'error' ? 'mismatch' : 'partial',
    ...(mismatch === undefined ? {} : { finding: mismatch.message }),
    ...more,
  });
  const asn = (end: PeeringEnd) => (end.autonomousSystem === undefined ? '' : String(end.autonomousSystem));
  const [a, b] = [authText(routers.local), authText(routers.peer)];
  const isDefault = (router: BgpRouter | undefined, name: 'hold_time' | 'autonomous_system') =>
    (router?.props.bgp_router_parameters?.[name] ?? 0) === 0;
  const internal = local.autonomousSystem !== undefined && local.autonomousSystem === peer.autonomousSystem;
  const missing = finding('router_missing');
  const carried = carriedOf(peering.families);
  return [
    row('address', 'Address', local.address ?? '', peer.address ?? '', undefined, missing),
    row(
      'autonomous-system',
      'Autonomous system',
      asn(local),
      asn(peer),
      internal ? `internal, AS ${asn(local)}` : `external, AS ${asn(local)} and ${asn(peer)}`,
      finding('autonomous_system'),
      {
        localDefault: isDefault(routers.local, 'autonomous_system'),
        peerDefault: isDefault(routers.peer, 'autonomous_system'),
        ...wrongAsn(context, [local, peer]),
      },
    ),
    row(
      'address-families',
      'Address families',
      local.families.join(', '),
      peer.families.join(', '),
      carried.length === 0 ? undefined : carried.join(', '),
      finding('address_families'),
      finding('address_families') === undefined ? familiesNote(local, peer) : {},
    ),
    row(
      'hold-time',
      'Hold time',
      `${local.holdTime} s`,
      `${peer.holdTime} s`,
      `${peering.holdTime} s`,
      finding('hold_time'),
      { localDefault: isDefault(routers.local, 'hold_time'), peerDefault: isDefault(routers.peer, 'hold_time') },
    ),
    row(
      'authentication',
      'Authentication',
      a,
      b,
      finding('auth_data') === undefined ? (a === 'none' ? 'none' : 'MD5') : undefined,
      finding('auth_data'),
    ),
    row(
      'admin-state',
      'Admin state',
      local.adminDown ? 'down' : 'up',
      peer.adminDown ? 'down' : 'up',
      local.adminDown || peer.adminDown ? 'down' : 'up',
      undefined,
      local.adminDown === peer.adminDown ? {} : { verdict: 'mismatch' },
    ),
    ...(peering.storedOn.length === 2
      ? [
          row(
            'attributes',
            'Session attributes',
            'set here',
            'set there',
            finding('attributes') === undefined ? 'the same' : undefined,
            finding('attributes'),
          ),
        ]
      : []),
  ];
}

export function comparison(context: ViewContext, id: string): ComparisonAnswer {
  const { read, derived } = context;
  const uuid = existingKey(read, 'bgp-router', id);
  const router = read.get('bgp-router', uuid)!.value;
  const peerings = derived.peeringsOf(uuid).flatMap((peering): readonly PeeringComparison[] => {
    const local = peering.ends.find((end) => end.uuid === uuid);
    const peer = peering.ends.find((end) => end.uuid !== uuid);
    if (local === undefined || peer === undefined) return [];
    const rows = rowsOf(context, peering, local, peer, {
      local: router,
      peer: read.get('bgp-router', peer.uuid)?.value,
    });
    const mine = peering.storedOn.includes(uuid);
    const theirs = peering.storedOn.includes(peer.uuid);
    return [
      {
        peer: linkByUuid(read, 'bgp-router', peer.uuid),
        storedOn: mine && theirs ? 'both' : theirs ? 'peer' : 'local',
        rows,
        mismatches: rows.filter((row) => row.verdict === 'partial' || row.verdict === 'mismatch').length,
      },
    ];
  });
  return { router: linkTo(router), peerings, revision: read.revision };
}
