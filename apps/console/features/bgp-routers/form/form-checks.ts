/** Validates the BGP router form: the server's own schema, and the few rules that need other objects. Pure. */

import { bgpRouterParameters, peering } from '../../../../../server/contract/config/bgp-router.ts';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { newSessionKeyFault, peerAddressFault } from '../../../../../server/engine/validation/bgp-session.ts';
import { wholeSentence } from '../../../../../server/engine/validation/fault.ts';
import { objectNameFault } from '../../../../../server/engine/validation/object-name.ts';
import { parseAddress } from '../../../../../server/model/net/address.ts';
import type { Problem } from '../../../data/problem.ts';
import { typedAsnFault } from '../../../domain-ui/sessions/typed-asn.ts';
import { followsGlobalAsn, type RouterForm } from './form-model.ts';
import { toAttributes, toParameters } from './form-request.ts';

export type SystemNumbers = { asn: number; fourByte: boolean };
export type Surroundings = {
  numbers: SystemNumbers;
  routers: readonly Pick<BgpRouterRow, 'id' | 'name' | 'address'>[];
  editing?: string | undefined;
};

const PARAMETER_FIELDS: Readonly<Record<string, string>> = {
  router_type: 'type',
  vendor: 'vendor',
  autonomous_system: 'asn',
  local_autonomous_system: 'localAsn',
  identifier: 'routerId',
  address: 'address',
  port: 'port',
  hold_time: 'holdTime',
  address_families: 'families',
  auth_data: 'key',
  cluster_id: 'clusterId',
  admin_down: 'up',
};
const SESSION_FIELDS: Readonly<Record<string, string>> = {
  hold_time: 'holdTime',
  loop_count: 'loopCount',
  local_autonomous_system: 'localAsn',
  auth_data: 'key',
  admin_down: 'up',
  passive: 'passive',
  family_attributes: 'families',
  address_families: 'families',
};
const FAMILY_FIELDS = new Map([
  ['loop_count', 'loopCount'],
  ['prefix_limit', 'prefixLimit'],
]);

export function faultsOf(form: RouterForm, { numbers, routers, editing }: Surroundings): Record<string, string> {
  const faults: Record<string, string> = {};
  const say = (field: string, sentence: string | undefined) => {
    if (sentence !== undefined && faults[field] === undefined) faults[field] = sentence;
  };
  const name = editing === undefined ? objectNameFault(form.name.trim()) : undefined;
  if (name?.code === 'name/missing') say('name', 'Host name is missing.');
  else if (name !== undefined) say('name', wholeSentence(name));
  else if (editing === undefined && routers.some((router) => router.name === form.name.trim()))
    say('name', `There is a BGP router ${form.name.trim()} already.`);
  if (form.address.trim() === '') say('address', 'IP address is missing.');
  if (form.type === 'router' && form.vendor.trim() === '') say('vendor', 'Vendor ID is missing.');
  if (form.type !== 'control-node' && form.vendor.trim().toLowerCase() === 'contrail')
    say('vendor', 'The vendor contrail is kept for control nodes: such a router would follow the global ASN.');
  if (!followsGlobalAsn(form) && form.asn.trim() === '')
    say('asn', `Autonomous system is missing. The global ASN is ${numbers.asn}.`);
  if (form.families.length === 0) say('families', 'Choose at least one address family.');
  if (form.type === 'router' && form.families.includes('erm-vpn'))
    say('families', 'erm-vpn is spoken by control nodes only.');
  for (const [field, typed] of [
    ['asn', form.asn],
    ['localAsn', form.localAsn],
  ] as const)
    if (typed.trim() !== '' && !(field === 'asn' && followsGlobalAsn(form)))
      say(field, typedAsnFault(typed, numbers.fourByte));
  say('key', keyFault(form));
  const parameters = bgpRouterParameters.safeParse(toParameters(form));
  for (const issue of parameters.error?.issues ?? []) {
    const field = PARAMETER_FIELDS[String(issue.path[0])];
    if (field === 'address' && form.address.trim() === '') continue;
    if (field !== undefined && !(field === 'key' && form.stored)) say(field, issue.message);
  }
  if (form.address.trim() !== '') say('address', peerAddressFault(form.address.trim())?.sentence);
  if (parseAddress(form.routerId.trim())?.value === 0n)
    say('routerId', 'Router ID 0.0.0.0 identifies no speaker (RFC 6286). Leave it empty for the IP address.');
  if (form.address.trim() !== '' && form.routerId.trim() === '' && parseAddress(form.address.trim())?.family === 6)
    say('routerId', 'A router with an IPv6 address needs a router ID, an IPv4 address.');
  const twin = routers.find((router) => router.address === form.address.trim() && router.id !== editing);
  if (form.address.trim() !== '' && twin !== undefined)
    say('address', `${form.address.trim()} is the address of BGP router ${twin.name}.`);
  checkPeers(form, numbers, editing, say);
  return faults;
}

/** A stored key may stay; a typed key must be valid for the server. */
function keyFault({ auth, key, stored }: Pick<RouterForm, 'auth' | 'key' | 'stored'>): string | undefined {
  if (auth !== 'md5') return undefined;
  if (key === '') return stored ? undefined : 'MD5 needs a key.';
  return newSessionKeyFault(key)?.sentence;
}

function checkPeers(
  form: RouterForm,
  numbers: SystemNumbers,
  editing: string | undefined,
  say: (field: string, sentence: string | undefined) => void,
): void {
  form.peers.forEach((peer, index) => {
    const at = `peers.${index}`;
    if (peer.router === '') say(`${at}.router`, 'Choose a peer, or remove this row.');
    else if (form.peers.some((other, before) => before < index && other.router === peer.router))
      say(`${at}.router`, 'Peers are repeated.');
    else if (peer.router === editing) say(`${at}.router`, 'A BGP router cannot peer with itself.');
    if (peer.localAsn.trim() !== '') say(`${at}.localAsn`, typedAsnFault(peer.localAsn, numbers.fourByte));
    say(`${at}.key`, keyFault(peer));
    peer.families.forEach((family, i) => {
      if (peer.families.some((other, before) => before < i && other.family === family.family))
        say(`${at}.families.${i}.family`, `${family.family} is repeated.`);
    });
    for (const issue of peering.safeParse(toAttributes(peer, undefined)).error?.issues ?? []) {
      const [, , , , part, ...rest] = issue.path.map(String);
      const field = part === undefined ? undefined : SESSION_FIELDS[part];
      if (field === 'key' && peer.stored) continue;
      if (field === 'families')
        say(`${at}.families.${rest[0] ?? 0}.${FAMILY_FIELDS.get(rest[1] ?? '') ?? 'family'}`, issue.message);
      else if (field !== undefined) say(`${at}.${field}`, issue.message);
    }
  });
}

/** The refusal of a save by form field. Pointers refer to the router's body, or to the attribute of one peering. */
export function refusedFields(problem: Problem): { fields: Record<string, string>; rest: string[] } {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of problem.body.errors ?? []) {
    const own = /\/bgp_router_parameters\/([a-z_]+)/.exec(pointer ?? '');
    const theirs = /\/bgp_router_refs\/(\d+)(?:\/attr\/session\/\d+\/attributes\/\d+\/([a-z_]+))?/.exec(pointer ?? '');
    const field = own
      ? PARAMETER_FIELDS[own[1]!]
      : theirs
        ? `peers.${theirs[1]}.${SESSION_FIELDS[theirs[2] ?? ''] ?? 'router'}`
        : /\/fq_name/.test(pointer ?? '')
          ? 'name'
          : undefined;
    if (field !== undefined) fields[field] = detail;
    else rest.push(detail);
  }
  if (Object.keys(fields).length === 0 && rest.length === 0) rest.push(problem.message);
  return { fields, rest };
}
