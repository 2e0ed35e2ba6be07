/** Compares this side of a peering, as typed, with the configured peer: mismatches after a save. Pure. */

import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { carriedOf, DEFAULT_HOLD_TIME } from '../../../../../server/engine/policy/peering.ts';
import { followsGlobalAsn, isControlNode, type PeerForm, type RouterForm } from './form-model.ts';
import { numberOf } from './form-request.ts';

export type EndsRow = {
  field: string;
  label: string;
  here: string;
  there: string;
  negotiated: string;
  verdict: 'equal' | 'partial' | 'mismatch';
  finding?: string;
};

/** The known AS number of each router, whatever is configured for it. */
export type KnownAsn = { here?: number | undefined; there?: number | undefined };

function negotiatedAsn(
  name: string,
  asn: number,
  typed: string,
  other: { name: string; asn?: number | undefined },
  known: KnownAsn,
): Pick<EndsRow, 'negotiated' | 'verdict' | 'finding'> {
  const said = `${name} has AS ${Number.isNaN(asn) ? typed : asn}, ${other.name} ${other.asn}`;
  const [wrong] = [
    { end: name, has: asn, really: known.here },
    { end: other.name, has: other.asn, really: known.there },
  ].filter(({ has, really }) => really !== undefined && has !== really);
  if (wrong !== undefined)
    return {
      negotiated: 'no session',
      verdict: 'mismatch',
      finding: `${said}: the session will stay Idle, for ${wrong.end} itself says AS ${wrong.really}.`,
    };
  return asn === other.asn
    ? { negotiated: 'iBGP', verdict: 'equal' }
    : { negotiated: 'eBGP', verdict: 'partial', finding: `${said}: the session will be external.` };
}

const holdOf = (own: string, peering: string): number => {
  const given = numberOf(peering);
  if (peering.trim() !== '' && given > 0) return given;
  const seconds = numberOf(own);
  return Number.isNaN(seconds) || seconds === 0 ? DEFAULT_HOLD_TIME : seconds;
};

export function compareEnds(
  form: RouterForm,
  peer: PeerForm,
  other: Pick<BgpRouterRow, 'name' | 'type' | 'address' | 'asn' | 'families' | 'holdTime' | 'adminDown'>,
  globalAsn: number,
  known: KnownAsn = {},
): EndsRow[] {
  const name = form.name.trim() === '' ? 'This router' : form.name.trim();
  const asn =
    peer.localAsn.trim() !== ''
      ? numberOf(peer.localAsn)
      : form.localAsn.trim() !== ''
        ? numberOf(form.localAsn)
        : followsGlobalAsn(form)
          ? globalAsn
          : numberOf(form.asn);
  const shared = form.families.filter((family) => other.families.includes(family));
  const carried = carriedOf(shared);
  const unspoken = shared.filter((family) => !carried.includes(family));
  const ours = isControlNode(form.type) && other.type === 'control-node';
  // Only used between control nodes, so a router without it lacks nothing.
  const counts = (family: string) => ours || family !== 'erm-vpn';
  const onlyHere = form.families.filter((family) => counts(family) && !other.families.includes(family));
  const onlyThere = other.families.filter((family) => counts(family) && !form.families.includes(family));
  const hold = holdOf(form.holdTime, peer.holdTime);
  const theirs = other.holdTime === undefined || other.holdTime === 0 ? DEFAULT_HOLD_TIME : other.holdTime;
  return [
    {
      field: 'asn',
      label: 'Autonomous system',
      here: Number.isNaN(asn) ? form.asn : String(asn),
      there: String(other.asn ?? ''),
      ...negotiatedAsn(name, asn, form.asn, other, known),
    },
    {
      field: 'families',
      label: 'Address families',
      here: form.families.join(', '),
      there: other.families.join(', '),
      negotiated: `${carried.length} carried`,
      verdict:
        carried.length === 0
          ? 'mismatch'
          : onlyHere.length + onlyThere.length + unspoken.length > 0
            ? 'partial'
            : 'equal',
      ...(onlyHere.length + onlyThere.length + unspoken.length === 0
        ? {}
        : {
            finding: [
              onlyHere.length > 0 ? `${onlyHere.join(', ')}: ${name} only.` : '',
              onlyThere.length > 0 ? `${onlyThere.join(', ')}: ${other.name} only.` : '',
              unspoken.length > 0 ? `${unspoken.join(', ')}: configured on both, not spoken by this product.` : '',
            ]
              .filter((part) => part !== '')
              .join(' '),
          }),
    },
    {
      field: 'holdTime',
      label: 'Hold time',
      here: `${hold} s`,
      there: `${theirs} s`,
      negotiated: `${Math.min(hold, theirs)} s`,
      verdict: 'equal',
    },
    {
      field: 'admin',
      label: 'Admin state',
      here: form.up && peer.up ? 'up' : 'down',
      there: other.adminDown ? 'down' : 'up',
      negotiated: form.up && peer.up && !other.adminDown ? 'up' : 'down',
      verdict: 'equal',
    },
  ];
}
