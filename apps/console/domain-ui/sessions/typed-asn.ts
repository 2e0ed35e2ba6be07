/** An AS number as typed into a field: plain, asdot or with `AS`. Pure. */

import { asnFault } from '../../../../server/engine/validation/asn.ts';
import { wholeSentence } from '../../../../server/engine/validation/fault.ts';
import { maxAsn, parseTypedAsn } from '../../../../server/model/bgp/asn.ts';

/** The highest valid number: the last of each width is reserved (RFC 7300). */
const highest = (fourByte: boolean): number => maxAsn(fourByte) - 1;

/** The error in it; undefined if it can be saved. */
export function typedAsnFault(typed: string, fourByte: boolean): string | undefined {
  const asn = parseTypedAsn(typed);
  if (asn === undefined) return `Use 1 to ${highest(fourByte)}${fourByte ? ', or asdot such as 1.45' : ''}.`;
  const fault = asnFault(asn, fourByte);
  if (fault?.code === 'asn/needs-four-bytes')
    return `${asn} needs 4 Byte ASN, which is off in Global Config. Without it: 1–${highest(false)}.`;
  return fault === undefined ? undefined : wholeSentence(fault);
}

/** The field's range, and the typed value in plain digits if it was not plain. */
export function typedAsnHint(typed: string, fourByte: boolean): string {
  const asn = parseTypedAsn(typed);
  return (
    '1 to ' +
    `${highest(fourByte)}.${asn === undefined || String(asn) === typed.trim() ? '' : ` ${typed.trim()} is ${asn}.`}`
  );
}
