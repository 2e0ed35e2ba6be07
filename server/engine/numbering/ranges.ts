/** The number ranges of the reference system, both ends included. */

import { MAX_LABEL, MIN_LABEL } from '../../model/bgp/label.ts';

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** Per compute node; also the number in its route distinguishers. */
export const VRF_IDS: NumberRange = Object.freeze({ first: 1, last: 65_535 });
/** Per compute node. */
export const LABELS: NumberRange = Object.freeze({ first: MIN_LABEL, last: MAX_LABEL });
/** `virtual_network_network_id`. */
export const NETWORK_IDS: NumberRange = Object.freeze({ first: 1, last: 2 ** 24 });
/** `security_group_id`, when the system assigns it. */
export const SECURITY_GROUP_IDS: NumberRange = Object.freeze({ first: 8_000_000, last: 2 ** 32 - 1 });
// The numbers of automatic route targets: `automaticBand` in model/bgp/route-target-band.ts.
