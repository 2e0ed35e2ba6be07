/** Which AS numbers may be configured (RFC 4271, RFC 6793, RFC 7300, RFC 7607). */

import { AS_TRANS, isAsn, isTwoByteAsn, MAX_ASN_2_BYTE, MAX_ASN_4_BYTE, maxAsn } from '../../model/bgp/asn.ts';
import { faultsFrom, type FaultIn } from './fault.ts';

const SENTENCES = {
  // The config API's own text.
  'asn/out-of-range': ({ most }: { readonly asn: number; readonly most: number }) =>
    `ASN out of range, should be between 1-0x${most.toString(16).toUpperCase()}`,
  'asn/needs-four-bytes': ({ asn, most }: { readonly asn: number; readonly most: number }) =>
    `ASN out of range, should be between 1-0x${most.toString(16).toUpperCase()}: ${asn} needs four bytes, and ` +
    'enable_4byte_as of the global system config is off',
  'asn/reserved': ({ asn, source }: { readonly asn: number; readonly source: string }) =>
    `AS ${asn} is reserved and must not be used (${source})`,
};
export type AsnFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

/** Reserved numbers: 0 (RFC 7607), AS_TRANS (RFC 6793), and the last number of each width (RFC 7300). */
const RESERVED: ReadonlyMap<number, string> = new Map([
  [0, 'RFC 7607'],
  [AS_TRANS, 'RFC 6793'],
  [MAX_ASN_2_BYTE, 'RFC 7300'],
  [MAX_ASN_4_BYTE, 'RFC 7300'],
]);

/** Why a number is no valid AS number under the current settings; undefined if it is one. */
export function asnRangeFault(asn: number, fourByteEnabled: boolean): AsnFault | undefined {
  const most = maxAsn(fourByteEnabled);
  if (Number.isInteger(asn) && asn >= 1 && asn <= most) return undefined;
  return isAsn(asn) && !isTwoByteAsn(asn)
    ? fault('asn/needs-four-bytes', { asn, most })
    : fault('asn/out-of-range', { asn, most });
}

/** Why a number cannot be an AS's own: outside the range, or reserved; undefined if it may be configured. */
export function asnFault(asn: number, fourByteEnabled: boolean): AsnFault | undefined {
  const range = asnRangeFault(asn, fourByteEnabled);
  if (range !== undefined) return range;
  const source = RESERVED.get(asn);
  return source === undefined ? undefined : fault('asn/reserved', { asn, source });
}
