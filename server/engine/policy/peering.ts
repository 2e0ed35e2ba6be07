/**
 * What two configured BGP routers make of each other, before any session: the families and hold time they would agree
 * on, and what would keep them apart (`BgpRouterParams` of bgp_schema.xsd; the control node's `state_machine.cc`).
 */

import { isRoutedFamily } from '../../model/bgp/nlri.ts';
import type { AuthData, BgpRouterParameters, BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import type { PeeringEnd, PeeringMismatch } from '../../model/oper/peering.ts';

/** Seconds, where nothing else is configured (0 counts as nothing). */
export const DEFAULT_HOLD_TIME = 90;
/** Families when none are configured. */
const FALLBACK_FAMILIES = ['inet', 'inet-vpn'];
/** Only control nodes speak it, so a router that lacks it is as it should be. */
export const CONTROL_NODES_ONLY = 'erm-vpn';

export interface RouterFacts {
  readonly end: PeeringEnd;
  readonly auth: AuthData | null | undefined;
}

export function isControlNode(parameters: BgpRouterParameters | undefined): boolean {
  return parameters?.router_type === 'control-node' || parameters?.router_type === 'external-control-node';
}

/** A control node always has the global ASN. */
export function peeringEnd(
  uuid: string,
  name: string,
  parameters: BgpRouterParameters | undefined,
  globalAsn: number,
): PeeringEnd {
  const configured = parameters?.address_families?.family;
  return {
    uuid,
    name,
    routerType: parameters?.router_type,
    address: parameters?.address,
    autonomousSystem:
      parameters?.router_type === 'control-node'
        ? globalAsn
        : (parameters?.local_autonomous_system ?? parameters?.autonomous_system),
    holdTime: parameters?.hold_time || DEFAULT_HOLD_TIME,
    families: configured === undefined || configured.length === 0 ? FALLBACK_FAMILIES : configured,
    adminDown: parameters?.admin_down === true,
  };
}

/** Of these families, those whose routes are spoken here: what a session can carry. */
export const carriedOf = (families: readonly string[]): readonly string[] => families.filter(isRoutedFamily);

/** The session's own families outrank the routers'. */
export function negotiatedFamilies(
  a: PeeringEnd,
  b: PeeringEnd,
  attributes: readonly BgpSessionAttributes[],
): readonly string[] {
  const common = a.families.filter((family) => b.families.includes(family));
  for (const { address_families: own } of attributes) if (own != null && own.family.length > 0) return own.family;
  return common;
}

export function negotiatedHoldTime(a: PeeringEnd, b: PeeringEnd, attributes: readonly BgpSessionAttributes[]): number {
  const ofSession = attributes.map((one) => one.hold_time ?? 0).filter((seconds) => seconds > 0);
  return Math.min(...(ofSession.length > 0 ? ofSession : [a.holdTime, b.holdTime]));
}

/** `attributesDiffer`: the reference is stored on both sides and says different things. */
export function peeringMismatches(
  a: RouterFacts,
  b: RouterFacts,
  attributes: readonly BgpSessionAttributes[],
  attributesDiffer: boolean,
): readonly PeeringMismatch[] {
  const found: PeeringMismatch[] = [];
  const [one, other] = [a.end, b.end];
  if (attributesDiffer) {
    found.push({
      field: 'attributes',
      severity: 'warning',
      message:
        `BGP routers ${one.name} and ${other.name} both hold attributes of their peering, and they differ. Edit ` +
        'the peering on one of them and remove it from the other.',
    });
  }
  if (one.autonomousSystem !== other.autonomousSystem) {
    found.push({
      field: 'autonomous_system',
      severity: 'warning',
      message:
        `BGP router ${one.name} has ASN ${one.autonomousSystem ?? 'none'}, ${other.name} has ` +
        `${other.autonomousSystem ?? 'none'}: the session would be eBGP. For iBGP set the same ASN on both, and as ` +
        'global ASN.',
    });
  }
  const common = negotiatedFamilies(one, other, attributes);
  const carried = carriedOf(common);
  if (carried.length === 0) {
    found.push({
      field: 'address_families',
      severity: 'error',
      message:
        `BGP routers ${one.name} and ${other.name} have no address family in ` +
        `common${common.length === 0 ? '' : ` that is spoken here (${common.join(', ')} is not)`}, so no session ` +
        'comes up. Add inet-vpn to both.',
    });
  } else {
    const [onlyOne, onlyOther] = [only(one, other), only(other, one)];
    if (onlyOne.length > 0 || onlyOther.length > 0) {
      const said = [
        [one, onlyOne],
        [other, onlyOther],
      ] as const;
      const parts = said
        .filter(([, families]) => families.length > 0)
        .map(([end, families]) => `only ${end.name} has ${families.join(', ')}`);
      found.push({
        field: 'address_families',
        severity: 'warning',
        message: `Address families differ: ${parts.join('; ')}. The session carries ${carried.join(', ')}.`,
      });
    }
  }
  if (one.holdTime !== other.holdTime && !attributes.some((session) => (session.hold_time ?? 0) > 0)) {
    found.push({
      field: 'hold_time',
      severity: 'warning',
      message:
        `BGP router ${one.name} has a hold time of ${one.holdTime} s, ${other.name} of ${other.holdTime} s: the ` +
        'session uses the lesser.',
    });
  }
  const keys = keyMismatch(a, b, attributes);
  if (keys !== undefined) found.push({ field: 'auth_data', severity: 'error', message: keys });
  return found;
}

function only(a: PeeringEnd, b: PeeringEnd): readonly string[] {
  return a.families.filter((family) => family !== CONTROL_NODES_ONLY && !b.families.includes(family));
}

/** The key with the least id: TCP-MD5 knows one. */
export function keyOf(auth: AuthData | null | undefined): string | undefined {
  return [...(auth?.key_items ?? [])].sort((a, b) => a.key_id - b.key_id)[0]?.key;
}

/** The key with which an end speaks: what the session says for it, or for both, outranks its router's own. */
function keyUsed({ end, auth }: RouterFacts, attributes: readonly BgpSessionAttributes[]): string | undefined {
  const names = (text: string): boolean => text === end.uuid || text === end.name || text.endsWith(`:${end.name}`);
  const forIt = [
    ...attributes.filter(({ bgp_router: named }) => !named),
    ...attributes.filter(({ bgp_router: named }) => named && names(named)),
  ];
  return forIt.map((each) => keyOf(each.auth_data)).findLast((key) => key !== undefined) ?? keyOf(auth);
}

function keyMismatch(a: RouterFacts, b: RouterFacts, attributes: readonly BgpSessionAttributes[]): string | undefined {
  const [mine, yours] = [keyUsed(a, attributes), keyUsed(b, attributes)];
  if (mine === yours) return undefined;
  const [one, other] = [a.end, b.end];
  if (mine !== undefined && yours !== undefined)
    return (
      `BGP routers ${one.name} and ${other.name} have different MD5 keys: two routers that keep to these have no ` +
      'session. Enter the same key on both, or on neither.'
    );
  const [has, lacks] = mine === undefined ? [other, one] : [one, other];
  return (
    `BGP router ${has.name} has an MD5 key and ${lacks.name} has none. Each end speaks with its own key or the ` +
    `peering's, so ${lacks.name} speaks without one: the key of ${has.name} is not used there. Enter it on ` +
    `${lacks.name} too, or in the peering, or remove it from ${has.name}.`
  );
}
