/** Services of firewall rules and service groups: a protocol, and ports. */

import { isFault } from '../../engine/validation/fault.ts';
import { ipProtocolNumber } from '../../engine/validation/ip-protocol.ts';
import type { FirewallService } from '../../model/config/firewall.ts';
import type { PortRange } from '../../model/config/policy.ts';
import { invalidBy, invalidField } from '../problems.ts';

/** The service with the number of its protocol. `pointer`: its JSON pointer, for refusals. */
export function completeService(service: FirewallService, pointer: string): FirewallService {
  for (const which of ['src_ports', 'dst_ports'] as const) checkPorts(service[which], `${pointer}/${which}`);
  const { protocol_id: _computed, ...rest } = service;
  if (service.protocol === undefined || service.protocol === null || service.protocol === '') return rest;
  const number = ipProtocolNumber(service.protocol);
  if (isFault(number)) throw invalidBy(`${pointer}/protocol`, number);
  return { ...rest, protocol_id: number };
}

function checkPorts(ports: PortRange | undefined | null, pointer: string): void {
  if (ports === undefined || ports === null) return;
  const { start_port: start, end_port: end } = ports;
  const isPort = (port: number): boolean => Number.isInteger(port) && port >= -1 && port <= 65_535;
  if (!isPort(start) || !isPort(end))
    throw invalidField(pointer, `Invalid ports ${start}-${end}: ports are 0–65535, or -1 for any`);
  if (start > end)
    throw invalidField(pointer, `Invalid ports ${start}-${end}: the first comes after the last`, `${end}-${start}`);
}
