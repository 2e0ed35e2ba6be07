/** Attributes of the reference bgp-router → bgp-router. */

import { asnFault } from '../../engine/validation/asn.ts';
import type { BgpPeeringAttributes, BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import type { Json } from '../../model/json.ts';
import type { Read } from '../../store/store.ts';
import { invalidField, refuse } from '../problems.ts';
import { fourByteAsnEnabled } from '../system-settings.ts';
import { checkAuth, checkFamilies, checkHoldTime } from './bgp-checks.ts';

const AS_ACTIONS = ['remove', 'remove-all', 'replace-all'];
const ORIGINS = ['IGP', 'EGP', 'INCOMPLETE'];
const ENCAPSULATIONS = ['gre', 'mpls', 'udp', 'vxlan'];

/** Checks every session of a peering. */
export function checkPeering(read: Read, attr: Json, pointer: string): void {
  const { session = [] } = (attr ?? {}) as BgpPeeringAttributes;
  session.forEach((each, i) =>
    (each.attributes ?? []).forEach((attributes, j) =>
      checkSession(read, attributes, `${pointer}/session/${i}/attributes/${j}`),
    ),
  );
}

function checkSession(read: Read, session: BgpSessionAttributes, pointer: string): void {
  checkHoldTime(session.hold_time, `${pointer}/hold_time`);
  checkLoopCount(session.loop_count, `${pointer}/loop_count`);
  const asn = session.local_autonomous_system;
  refuse(
    `${pointer}/local_autonomous_system`,
    asn === undefined || asn === null ? undefined : asnFault(asn, fourByteAsnEnabled(read)),
  );
  checkFamilies(session.address_families?.family ?? [], `${pointer}/address_families/family`);
  checkAuth(session.auth_data, `${pointer}/auth_data`);
  if (session.private_as_action && !AS_ACTIONS.includes(session.private_as_action)) {
    throw invalidField(
      `${pointer}/private_as_action`,
      `private_as_action "${session.private_as_action}" is none of ${AS_ACTIONS.join(', ')}`,
    );
  }
  const origin = session.route_origin_override?.origin;
  if (origin && !ORIGINS.includes(origin))
    throw invalidField(
      `${pointer}/route_origin_override/origin`,
      `Origin "${origin}" is none of ${ORIGINS.join(', ')}`,
    );
  (session.family_attributes ?? []).forEach((family, index) => {
    const at = `${pointer}/family_attributes/${index}`;
    checkFamilies([family.address_family], `${at}/address_family`);
    checkLoopCount(family.loop_count, `${at}/loop_count`);
    checkLimit('Prefix limit', family.prefix_limit?.maximum, 4_294_967_295, `${at}/prefix_limit/maximum`);
    checkLimit('Idle timeout', family.prefix_limit?.idle_timeout, 86_400, `${at}/prefix_limit/idle_timeout`);
    for (const encapsulation of family.default_tunnel_encap ?? []) {
      if (!ENCAPSULATIONS.includes(encapsulation))
        throw invalidField(
          `${at}/default_tunnel_encap`,
          `Encapsulation "${encapsulation}" is none of ${ENCAPSULATIONS.join(', ')}`,
        );
    }
  });
}

function checkLoopCount(count: number | undefined, pointer: string): void {
  if (count === undefined || (Number.isInteger(count) && count >= 0 && count <= 16)) return;
  throw invalidField(pointer, `Loop count ${count} is outside of 0–16`);
}

/** 0: none. */
function checkLimit(name: string, value: number | undefined, most: number, pointer: string): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  throw invalidField(pointer, `${name} ${value} is outside of 0–${most}`);
}
