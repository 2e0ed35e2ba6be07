/** An AS number as it is typed into a field: plain, asdot or with `AS`. Pure. */

import { asnFault, isTwoByteAsn, maxAsn, parseTypedAsn } from '../../../server/model/bgp/asn.ts';

/** The highest that may be typed: the very last of each width is reserved (RFC 7300). */
const highest = (fourByte: boolean): number => maxAsn(fourByte) - 1;

/** What is wrong with it; undefined when it may be saved. */
export function typedAsnFault(typed: string, fourByte: boolean): string | undefined {
  const asn = parseTypedAsn(typed);
  if (asn === undefined) return `Use 1 to ${highest(fourByte)}${fourByte ? ', or asdot such as 1.45' : ''}.`;
  if (!fourByte && !isTwoByteAsn(asn))
    return `${asn} needs 4 Byte ASN, which is off in Global Config. Without it: 1–${highest(false)}.`;
  const fault = asnFault(asn, fourByte);
  return fault === undefined ? undefined : `${fault}.`;
}

/** Range of the field, and what was typed in plain digits where it was not. */
export function typedAsnHint(typed: string, fourByte: boolean): string {
  const asn = parseTypedAsn(typed);
  return `1 to ${highest(fourByte)}.${asn === undefined || String(asn) === typed.trim() ? '' : ` ${typed.trim()} is ${asn}.`}`;
}
