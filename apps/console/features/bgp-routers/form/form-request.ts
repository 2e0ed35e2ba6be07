/** The writes of the BGP router form: a new router with its peerings in one request, an edit as single parts. Pure. */

import { DEFAULT_HOLD_TIME } from '../../../../../server/engine/policy/peering.ts';
import { parseTypedAsn } from '../../../../../server/model/bgp/asn.ts';
import { BGP_PORT } from '../../../../../server/model/bgp/bgp-port.ts';
import type {
  AuthData,
  BgpPeeringAttributes,
  BgpRouterParameters,
  BgpSessionAttributes,
} from '../../../../../server/model/config/bgp-router.ts';
import { deepEqual } from '../../../../../server/model/json.ts';
import { parseAddress } from '../../../../../server/model/net/address.ts';
import type { Write } from '../../../data/writes.ts';
import {
  followsGlobalAsn,
  ROUTER_PARENT,
  sessionOf,
  type AuthForm,
  type EditedRouter,
  type PeerForm,
  type RouterForm,
} from './form-model.ts';

/** A typed integer; other text is passed on unchanged, for the schema to report. */
export const numberOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN);
/** An AS number in any notation: plain, `1.45`, `AS65000`. */
const optionalAsn = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : (parseTypedAsn(typed) ?? numberOf(typed));
const optional = (typed: string): number | undefined => (typed.trim() === '' ? undefined : numberOf(typed));

/** `0.0.0.100` or `100`. */
export function clusterIdOf(typed: string): number | undefined {
  const given = typed.trim();
  if (given === '') return undefined;
  const address = given.includes('.') ? parseAddress(given) : undefined;
  return address?.family === 4 ? given.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : numberOf(given);
}

function authOf(form: AuthForm, stored: AuthData | null | undefined): AuthData | undefined {
  if (form.auth === 'none') return undefined;
  if (form.key === '' && stored) return stored;
  return { key_type: 'md5', key_items: [{ key_id: stored?.key_items[0]?.key_id ?? 0, key: form.key }] };
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** The router's own parameters; fields that the form does not know keep their values from `stored`. */
export function toParameters(form: RouterForm, stored: BgpRouterParameters = {}): BgpRouterParameters {
  const {
    identifier: _identifier,
    auth_data,
    local_autonomous_system: _local,
    cluster_id: _cluster,
    autonomous_system: _asn,
    vendor: _vendor,
    ...others
  } = stored;
  return defined({
    ...others,
    router_type: form.type,
    vendor: form.vendor.trim() === '' ? undefined : form.vendor.trim(),
    autonomous_system: followsGlobalAsn(form) ? undefined : optionalAsn(form.asn),
    local_autonomous_system: optionalAsn(form.localAsn),
    address: form.address.trim(),
    identifier: form.routerId.trim() === '' ? undefined : form.routerId.trim(),
    port: optional(form.port) ?? BGP_PORT,
    hold_time: optional(form.holdTime) ?? DEFAULT_HOLD_TIME,
    address_families: { family: form.families },
    cluster_id: clusterIdOf(form.clusterId),
    admin_down: form.up ? (stored.admin_down === undefined ? undefined : false) : true,
    auth_data: authOf(form, auth_data),
  });
}

/** Attributes of one peering; only those that differ from the defaults are sent. */
export function toAttributes(peer: PeerForm, stored: BgpPeeringAttributes | null | undefined): BgpPeeringAttributes {
  const before = sessionOf(stored);
  const {
    admin_down: _a,
    passive: _p,
    hold_time: _h,
    loop_count: _l,
    local_autonomous_system: _s,
    auth_data,
    family_attributes,
    ...others
  } = before;
  const attributes = defined<BgpSessionAttributes>({
    ...others,
    admin_down: peer.up ? undefined : true,
    passive: peer.passive ? true : undefined,
    hold_time: optional(peer.holdTime),
    loop_count: optional(peer.loopCount),
    local_autonomous_system: optionalAsn(peer.localAsn),
    auth_data: authOf(peer, auth_data),
    family_attributes:
      peer.families.length === 0
        ? undefined
        : peer.families.map((each) =>
            defined({
              ...family_attributes?.find((one) => one.address_family === each.family),
              address_family: each.family,
              loop_count: optional(each.loopCount),
              prefix_limit: each.prefixLimit.trim() === '' ? undefined : { maximum: numberOf(each.prefixLimit) },
            }),
          ),
  });
  const [first, ...sessions] = stored?.session ?? [];
  return { session: [{ ...first, attributes: [attributes, ...(first?.attributes.slice(1) ?? [])] }, ...sessions] };
}

/** A new router and its peerings: one object, hence one transaction. */
export function toCreate(form: RouterForm): Write[] {
  const refs = form.peers
    .filter((peer) => peer.router !== '')
    .map((peer) => ({ uuid: peer.router, attr: toAttributes(peer, undefined) }));
  return [
    {
      method: 'POST',
      path: '/config/bgp-routers',
      body: {
        'bgp-router': {
          fq_name: [...ROUTER_PARENT, form.name.trim()],
          parent_type: 'routing-instance',
          bgp_router_parameters: toParameters(form),
          ...(refs.length === 0 ? {} : { bgp_router_refs: refs }),
        },
      },
    },
  ];
}

/**
 * The changes: the parameters, and each peering separately in the router that stores it. Each router that is written
 * must still have the version that was read, which its first write says: the others follow in the same transaction.
 */
export function toUpdate(form: RouterForm, was: RouterForm, { object: stored, etags }: EditedRouter): Write[] {
  const writes: Write[] = [];
  const named = new Set<string>();
  const atVersion = (uuid: string): Pick<Write, 'ifMatch'> => {
    if (named.has(uuid) || etags[uuid] === undefined) return {};
    named.add(uuid);
    return { ifMatch: etags[uuid] };
  };
  const { peers: _now, ...own } = form;
  const { peers: _then, ...ownBefore } = was;
  if (!deepEqual(own, ownBefore)) {
    writes.push({
      method: 'PUT',
      path: `/config/bgp-router/${stored.uuid}`,
      body: { 'bgp-router': { bgp_router_parameters: toParameters(form, stored.bgp_router_parameters) } },
      ...atVersion(stored.uuid),
    });
  }
  const before = new Map(was.peers.map((peer) => [peer.id, peer]));
  const attrOf = (peer: PeerForm) =>
    (peer.storedOn === 'here' ? stored.bgp_router_refs : stored.bgp_router_back_refs)?.find(
      (ref) => ref.uuid === peer.router,
    )?.attr;
  const update = (peer: PeerForm, operation: 'ADD' | 'DELETE', attr?: BgpPeeringAttributes): Write => {
    const [uuid, other] = peer.storedOn === 'here' ? [stored.uuid, peer.router] : [peer.router, stored.uuid];
    return {
      method: 'POST',
      path: '/config/ref-update',
      body: {
        type: 'bgp-router',
        'ref-type': 'bgp-router',
        operation,
        uuid,
        'ref-uuid': other,
        ...(attr ? { attr } : {}),
      },
      ...atVersion(uuid),
    };
  };
  for (const peer of was.peers) {
    const now = form.peers.find((each) => each.id === peer.id);
    if (now?.router === peer.router) continue;
    writes.push(update(peer, 'DELETE'));
    const alsoThere = peer.storedOn === 'here' && stored.bgp_router_back_refs?.some((ref) => ref.uuid === peer.router);
    if (alsoThere) writes.push(update({ ...peer, storedOn: 'peer' }, 'DELETE'));
  }
  for (const peer of form.peers) {
    const then = before.get(peer.id);
    if (peer.router === '' || deepEqual(then, peer)) continue;
    const moved = then !== undefined && then.router !== peer.router;
    writes.push(
      update(moved ? { ...peer, storedOn: 'here' } : peer, 'ADD', toAttributes(peer, moved ? undefined : attrOf(peer))),
    );
  }
  return writes;
}

/** The same with all keys redacted: for drawers and pages. */
export function withoutKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutKeys) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'key_items' && Array.isArray(each)
        ? each.map((item: object) => ({ ...item, key: '(redacted)' }))
        : withoutKeys(each),
    ]),
  ) as T;
}
