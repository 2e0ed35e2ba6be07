/** LOCAL_PREF (RFC 4271 §5.1.5; RFC 7606 §7.5): always to internal peers, never to or from external ones. */

import { u32Bytes } from '../wire/bytes.ts';
import { lengthFault, WELL_KNOWN, type Attribute } from './attribute.ts';

/** LOCAL_PREF of a route that has none. */
const DEFAULT_LOCAL_PREFERENCE = 100;

export const localPreference: Attribute = {
  type: 5,
  name: 'LOCAL_PREF',
  flags: WELL_KNOWN,
  malformed: 'treat-as-withdraw',
  internalOnly: true,
  decode(value, draft) {
    const fault = lengthFault('LOCAL_PREF', value, 4);
    if (fault === undefined) draft.localPreference = value.u32();
    return fault;
  },
  encode: (attributes) => u32Bytes([attributes.localPreference ?? DEFAULT_LOCAL_PREFERENCE]),
};
