/**
 * BGP routers: our control nodes, and the routers (gateways) they peer with. References between them are the configured
 * peerings; the automatic iBGP mesh is derived and never stored here.
 */

import { asnFault } from '../../engine/validation/asn.ts';
import { clusterIdFault, peerAddressFault, portFault } from '../../engine/validation/bgp-session.ts';
import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import { DEFAULT_CONTROL_NODE_FAMILIES, DEFAULT_ROUTER_FAMILIES } from '../../model/bgp/family.ts';
import type { BgpRouterParameters } from '../../model/config/bgp-router.ts';
import { kindOf } from '../../model/config/types.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import type { Read } from '../../store/store.ts';
import { invalidField, refuse } from '../problems.ts';
import { pointerTo } from '../references.ts';
import type { ResourceRules } from '../rules.ts';
import { fourByteAsnEnabled, globalAsn } from '../system-settings.ts';
import { checkAuth, checkFamilies, checkHoldTime } from './bgp-checks.ts';
import { checkPeering } from './bgp-peering.ts';
import { withKeys, withPeeringKeys } from './session-keys.ts';

const TYPES = ['control-node', 'external-control-node', 'router', 'bgpaas-server', 'bgpaas-client'];
/** Router types that other routers connect to. */
const NEED_ADDRESS = ['control-node', 'external-control-node', 'router'];
const AT = '/bgp-router/bgp_router_parameters';

export const bgpRouter: ResourceRules<'bgp-router'> = {
  ...kindOf('bgp-router'),
  complete({ context, draft: written, before }) {
    const refs = written.refs['bgp-router']?.map((ref, index) =>
      withPeeringKeys(
        ref,
        before?.refs['bgp-router']?.find(({ uuid }) => uuid === ref.uuid),
        `${pointerTo('bgp-router', 'bgp-router')}/${index}`,
      ),
    );
    const draft = refs === undefined ? written : { ...written, refs: { ...written.refs, 'bgp-router': refs } };
    (draft.refs['bgp-router'] ?? []).forEach((ref, index) => {
      const pointer = `${pointerTo('bgp-router', 'bgp-router')}/${index}`;
      if (ref.uuid === draft.uuid)
        throw invalidField(pointer, `BGP router ${draft.fq_name.at(-1)} cannot peer with itself`);
      checkPeering(context.transaction, ref.attr, `${pointer}/attr`);
    });
    const given = draft.props.bgp_router_parameters;
    const parameters = given === undefined ? undefined : withKeys(given, before?.props.bgp_router_parameters, AT);
    if (parameters === undefined && before === undefined) {
      throw invalidField(
        AT,
        `BGP router ${draft.fq_name.at(-1)} needs bgp_router_parameters: address, autonomous_system and router_type`,
      );
    }
    return parameters === undefined
      ? draft
      : {
          ...draft,
          props: {
            ...draft.props,
            bgp_router_parameters: completeParameters(
              context.transaction,
              parameters,
              draft.fq_name.at(-1)!,
              before?.props.bgp_router_parameters,
            ),
          },
        };
  },
};

/** Whether the router must have the global ASN: routers of our own vendor do, and a control node is one by default. */
export function followsGlobalAsn(parameters: BgpRouterParameters): boolean {
  return parameters.vendor === 'contrail';
}

/** A change that omits the router's type keeps it: a gateway must not become a control node by omission. */
function completeParameters(
  read: Read,
  given: BgpRouterParameters,
  name: string,
  before: BgpRouterParameters | undefined,
): BgpRouterParameters {
  const type = given.router_type ?? before?.router_type ?? 'control-node';
  if (!TYPES.includes(type))
    throw invalidField(`${AT}/router_type`, `router_type "${type}" is none of ${TYPES.join(', ')}`);
  const vendor = given.vendor || (type === 'control-node' ? 'contrail' : undefined);
  const fourByte = fourByteAsnEnabled(read);
  const asn = vendor === 'contrail' ? globalAsn(read) : given.autonomous_system;
  for (const [field, value] of [
    ['autonomous_system', given.autonomous_system],
    ['local_autonomous_system', given.local_autonomous_system],
  ] as const) {
    refuse(`${AT}/${field}`, value === undefined || value === null ? undefined : asnFault(value, fourByte));
  }
  if (asn === undefined)
    throw invalidField(
      `${AT}/autonomous_system`,
      'A BGP router needs its autonomous system number',
      String(globalAsn(read)),
    );
  checkHoldTime(given.hold_time, `${AT}/hold_time`);
  checkPort(given.port, `${AT}/port`);
  checkPort(given.source_port, `${AT}/source_port`);
  const address = ipText(given.address, `${AT}/address`);
  if (address === undefined && NEED_ADDRESS.includes(type))
    throw invalidField(
      `${AT}/address`,
      `BGP router ${name} needs its address: its peers connect to it`,
      before?.address,
    );
  const unreachable =
    address === undefined || !NEED_ADDRESS.includes(type) ? undefined : peerAddressFault(given.address);
  if (unreachable !== undefined) throw invalidField(`${AT}/address`, unreachable.sentence, before?.address);
  const identifier =
    ipText(given.identifier, `${AT}/identifier`) ??
    (address !== undefined && parseAddress(address)?.family === 4 ? address : undefined);
  if (identifier !== undefined && parseAddress(identifier)?.family !== 4)
    throw invalidField(`${AT}/identifier`, `Router ID ${identifier} must be an IPv4 address`);
  if (identifier === undefined && type === 'control-node')
    throw invalidField(
      `${AT}/identifier`,
      `Control node ${name} needs a Router ID, an IPv4 address: its own address is not one`,
      before?.identifier,
    );
  if (identifier === '0.0.0.0')
    throw invalidField(
      `${AT}/identifier`,
      'Router ID 0.0.0.0 is not valid: it identifies the speaker and must not be zero (RFC 6286)',
      address,
    );
  checkClusterId(given.cluster_id);
  checkAuth(given.auth_data, `${AT}/auth_data`);
  return {
    ...given,
    router_type: type,
    ...(vendor === undefined ? {} : { vendor }),
    autonomous_system: asn,
    ...(address === undefined ? {} : { address }),
    ...(identifier === undefined ? {} : { identifier }),
    port: given.port ?? BGP_PORT,
    address_families: { family: familiesOf(given, type) },
  };
}

function familiesOf(given: BgpRouterParameters, type: string): readonly string[] {
  const ours = type === 'control-node' || type === 'external-control-node';
  const families = given.address_families?.family;
  if (families === undefined || families.length === 0)
    return ours ? DEFAULT_CONTROL_NODE_FAMILIES : DEFAULT_ROUTER_FAMILIES;
  checkFamilies(families, `${AT}/address_families/family`);
  if (!ours && families.includes('erm-vpn'))
    throw invalidField(
      `${AT}/address_families/family/${families.indexOf('erm-vpn')}`,
      "Only contrail bgp routers can support family 'erm-vpn'",
    );
  return [...new Set(families)];
}

function checkPort(port: number | null | undefined, pointer: string): void {
  refuse(pointer, port === undefined || port === null ? undefined : portFault(port));
}

function checkClusterId(id: number | null | undefined): void {
  refuse(`${AT}/cluster_id`, id === undefined || id === null ? undefined : clusterIdFault(id));
}

function ipText(text: string | undefined, pointer: string): string | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = parseAddress(text);
  if (parsed === undefined) throw invalidField(pointer, `"${text}" is not an IP address`);
  return formatAddress(parsed);
}
