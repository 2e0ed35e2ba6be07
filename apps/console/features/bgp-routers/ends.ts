/** This side of a peering as typed, beside the peer as configured: what a save would leave unequal. Pure. */
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { followsGlobalAsn, isControlNode, type PeerForm, type RouterForm } from './form-model.ts';
import { numberOf } from './form-request.ts';

export type EndsRow = { field: string; label: string; here: string; there: string; agreed: string; verdict: 'equal' | 'partial' | 'mismatch'; finding?: string };

const holdOf = (own: string, peering: string): number => {
  const given = numberOf(peering);
  if (peering.trim() !== '' && given > 0) return given;
  const seconds = numberOf(own);
  return Number.isNaN(seconds) || seconds === 0 ? 90 : seconds;
};

export function compareEnds(form: RouterForm, peer: PeerForm, other: Pick<BgpRouterRow, 'name' | 'type' | 'address' | 'asn' | 'families' | 'holdTime' | 'adminDown'>, globalAsn: number): EndsRow[] {
  const name = form.name.trim() === '' ? 'This router' : form.name.trim();
  const asn = peer.localAsn.trim() !== '' ? numberOf(peer.localAsn) : form.localAsn.trim() !== '' ? numberOf(form.localAsn) : followsGlobalAsn(form) ? globalAsn : numberOf(form.asn);
  const internal = asn === other.asn;
  const shared = form.families.filter((family) => other.families.includes(family));
  const ours = isControlNode(form.type) && other.type === 'control-node';
  const counts = (family: string) => ours || family !== 'erm-vpn'; // spoken between control nodes only, so no router misses it
  const onlyHere = form.families.filter((family) => counts(family) && !other.families.includes(family));
  const onlyThere = other.families.filter((family) => counts(family) && !form.families.includes(family));
  const hold = holdOf(form.holdTime, peer.holdTime);
  const theirs = other.holdTime === undefined || other.holdTime === 0 ? 90 : other.holdTime;
  return [
    { field: 'asn', label: 'Autonomous system', here: Number.isNaN(asn) ? form.asn : String(asn), there: String(other.asn ?? ''), agreed: internal ? 'iBGP' : 'eBGP', verdict: internal ? 'equal' : 'partial', ...(internal ? {} : { finding: `${name} has AS ${Number.isNaN(asn) ? form.asn : asn}, ${other.name} ${other.asn}: the session will be external.` }) },
    {
      field: 'families', label: 'Address families', here: form.families.join(', '), there: other.families.join(', '), agreed: `${shared.length} carried`,
      verdict: shared.length === 0 ? 'mismatch' : onlyHere.length + onlyThere.length > 0 ? 'partial' : 'equal',
      ...(onlyHere.length + onlyThere.length === 0 ? {} : { finding: [onlyHere.length > 0 ? `${onlyHere.join(', ')}: ${name} only.` : '', onlyThere.length > 0 ? `${onlyThere.join(', ')}: ${other.name} only.` : ''].filter((part) => part !== '').join(' ') }),
    },
    { field: 'holdTime', label: 'Hold time', here: `${hold} s`, there: `${theirs} s`, agreed: `${Math.min(hold, theirs)} s`, verdict: 'equal' },
    { field: 'admin', label: 'Admin state', here: form.up && peer.up ? 'up' : 'down', there: other.adminDown ? 'down' : 'up', agreed: form.up && peer.up && !other.adminDown ? 'up' : 'down', verdict: 'equal' },
  ];
}
