/**
 * The values of the BGP router form: typed text stays as typed, even numbers. Pure. A peering is stored in this router
 * or in its peer; the row records which, so that an edit changes that object.
 */

import type { KnownHost } from '../../../../../server/contract/views/summary.ts';
import { DEFAULT_HOLD_TIME } from '../../../../../server/engine/policy/peering.ts';
import { BGP_PORT } from '../../../../../server/model/bgp/bgp-port.ts';
import { DEFAULT_CONTROL_NODE_FAMILIES, DEFAULT_ROUTER_FAMILIES } from '../../../../../server/model/bgp/family.ts';
import type {
  BgpPeeringAttributes,
  BgpRouterParameters,
  BgpRouterType,
  BgpSessionAttributes,
} from '../../../../../server/model/config/bgp-router.ts';
import type { WireObject, WireRef } from '../../../data/config-objects.ts';

type AuthMode = 'none' | 'md5';
/** `stored`: the server has a key, which is never shown; with an empty `key` it is kept. */
export type AuthForm = { auth: AuthMode; key: string; stored: boolean };
export type FamilyForm = { family: string; loopCount: string; prefixLimit: string };
export type PeerForm = AuthForm & {
  id: string;
  /** uuid of the other BGP router. */
  router: string;
  /** The router that stores the reference; new rows are stored in this one. */
  storedOn: 'here' | 'peer';
  up: boolean;
  passive: boolean;
  holdTime: string;
  loopCount: string;
  localAsn: string;
  families: FamilyForm[];
};
export type RouterForm = AuthForm & {
  type: BgpRouterType;
  name: string;
  vendor: string;
  address: string;
  routerId: string;
  asn: string;
  localAsn: string;
  families: string[];
  clusterId: string;
  port: string;
  holdTime: string;
  up: boolean;
  peers: PeerForm[];
};

/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof RouterForm, string>> = {
  type: 'Router type',
  name: 'Host name',
  vendor: 'Vendor ID',
  address: 'IP address',
  routerId: 'Router ID',
  asn: 'Autonomous system',
  localAsn: 'Local AS',
  families: 'Address families',
  clusterId: 'Cluster ID',
  port: 'BGP port',
  holdTime: 'Hold time',
  up: 'Admin state',
  auth: 'Authentication',
  key: 'Authentication key',
  stored: 'Authentication key',
  peers: 'Peers',
};

/** A router in the config API, with the peerings of both sides. */
export type StoredRouter = WireObject<'bgp-router'> & {
  readonly bgp_router_parameters?: BgpRouterParameters;
  readonly bgp_router_refs?: readonly WireRef<BgpPeeringAttributes | null>[];
  readonly bgp_router_back_refs?: readonly WireRef<BgpPeeringAttributes | null>[];
};

type VersionedRouter = { readonly object: StoredRouter; readonly etag: string | undefined };

/** A router, and the ETags by uuid of itself and of the routers that store a peering with it. */
export type EditedRouter = {
  readonly object: StoredRouter;
  readonly etags: { readonly [uuid: string]: string | undefined };
};

/** The peerings that others store are taken from themselves, so that they are of the version that is written. */
export function withPeerings(router: VersionedRouter, referrers: readonly VersionedRouter[]): EditedRouter {
  const { uuid } = router.object;
  return {
    object: {
      ...router.object,
      bgp_router_back_refs: referrers.flatMap(({ object }) =>
        (object.bgp_router_refs ?? [])
          .filter((ref) => ref.uuid === uuid)
          .map(({ attr }) => ({ uuid: object.uuid, to: object.fq_name, attr })),
      ),
    },
    etags: Object.fromEntries([router, ...referrers].map(({ object, etag }) => [object.uuid, etag])),
  };
}

export const ROUTER_PARENT = ['default-domain', 'default-project', 'ip-fabric', '__default__'] as const;
export const TYPE_WORDS: Readonly<Record<BgpRouterType, string>> = {
  router: 'BGP Router',
  'control-node': 'Control Node',
  'external-control-node': 'External Control Node',
  'bgpaas-server': 'BGP as a Service server',
  'bgpaas-client': 'BGP as a Service client',
};
export const isControlNode = (type: BgpRouterType): boolean =>
  type === 'control-node' || type === 'external-control-node';
export const defaultFamilies = (type: BgpRouterType): readonly string[] =>
  isControlNode(type) ? DEFAULT_CONTROL_NODE_FAMILIES : DEFAULT_ROUTER_FAMILIES;

/** Routers of our own vendor use the global ASN; the form cannot change their number. */
export const followsGlobalAsn = (form: Pick<RouterForm, 'type' | 'vendor'>): boolean =>
  form.vendor === 'contrail' || (form.vendor === '' && form.type === 'control-node');

export function blank(globalAsn: number, host?: KnownHost): RouterForm {
  return {
    type: 'router',
    name: host?.name ?? '',
    vendor: host?.vendor ?? '',
    address: host?.address ?? '',
    routerId: '',
    asn: String(host?.asn ?? globalAsn),
    localAsn: '',
    families: [...(host && host.families.length > 0 ? host.families : defaultFamilies('router'))],
    clusterId: '',
    port: String(BGP_PORT),
    holdTime: String(DEFAULT_HOLD_TIME),
    up: true,
    auth: 'none',
    key: '',
    stored: false,
    peers: [],
  };
}

export function blankPeer(id: string): PeerForm {
  return {
    id,
    router: '',
    storedOn: 'here',
    up: true,
    passive: false,
    holdTime: '',
    loopCount: '',
    localAsn: '',
    auth: 'none',
    key: '',
    stored: false,
    families: [],
  };
}

/** Families follow the type until the user chooses others; peers stay. */
export function withType(form: RouterForm, type: BgpRouterType): Partial<RouterForm> {
  const before = defaultFamilies(form.type);
  const untouched = form.families.length === before.length && before.every((family) => form.families.includes(family));
  const families = untouched
    ? [...defaultFamilies(type)]
    : form.families.filter((family) => isControlNode(type) || family !== 'erm-vpn');
  const vendor =
    type === 'control-node' && form.vendor === ''
      ? 'contrail'
      : type !== 'control-node' && form.vendor === 'contrail'
        ? ''
        : form.vendor;
  return { type, families, vendor };
}

export function fromRecord(router: StoredRouter): RouterForm {
  const p = router.bgp_router_parameters ?? {};
  const own = (router.bgp_router_refs ?? []).map((ref) => peerFrom(ref, 'here'));
  const known = new Set(own.map((peer) => peer.router));
  const theirs = (router.bgp_router_back_refs ?? [])
    .filter((ref) => !known.has(ref.uuid))
    .map((ref) => peerFrom(ref, 'peer'));
  return {
    type: p.router_type ?? 'control-node',
    name: router.fq_name.at(-1) ?? '',
    vendor: p.vendor ?? '',
    address: p.address ?? '',
    routerId: p.identifier === p.address ? '' : (p.identifier ?? ''),
    asn: text(p.autonomous_system),
    localAsn: text(p.local_autonomous_system),
    families: [...(p.address_families?.family ?? [])],
    clusterId: p.cluster_id === undefined || p.cluster_id === null ? '' : dotted(p.cluster_id),
    port: text(p.port ?? BGP_PORT),
    holdTime: text(p.hold_time === undefined || p.hold_time === 0 ? DEFAULT_HOLD_TIME : p.hold_time),
    up: p.admin_down !== true,
    ...authFrom(p.auth_data),
    peers: [...own, ...theirs],
  };
}

function peerFrom(ref: WireRef<BgpPeeringAttributes | null>, storedOn: 'here' | 'peer'): PeerForm {
  const a = sessionOf(ref.attr);
  return {
    id: ref.uuid,
    router: ref.uuid,
    storedOn,
    up: a.admin_down !== true,
    passive: a.passive === true,
    holdTime: unlessZero(a.hold_time),
    loopCount: unlessZero(a.loop_count),
    localAsn: text(a.local_autonomous_system),
    ...authFrom(a.auth_data),
    families: (a.family_attributes ?? []).map((each) => ({
      family: each.address_family,
      loopCount: unlessZero(each.loop_count),
      prefixLimit: unlessZero(each.prefix_limit?.maximum),
    })),
  };
}

/** The attributes for both ends; sessions created elsewhere may have more, which are kept. */
export const sessionOf = (attr: BgpPeeringAttributes | null | undefined): BgpSessionAttributes =>
  attr?.session?.[0]?.attributes?.[0] ?? {};

const text = (value: number | null | undefined): string => (value === undefined || value === null ? '' : String(value));
const unlessZero = (value: number | undefined): string => (value === undefined || value === 0 ? '' : String(value));
const authFrom = (auth: BgpRouterParameters['auth_data']): AuthForm => ({
  auth: auth ? 'md5' : 'none',
  key: '',
  stored: Boolean(auth),
});

/** 100 → `0.0.0.100`. */
export const dotted = (id: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(id / 2 ** shift) % 256).join('.');
