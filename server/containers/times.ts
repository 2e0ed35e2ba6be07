/**
 * Times that packets take: modelled. They follow from both ends and the number of the packet, so that they are the same
 * whenever they are asked for, and lie where those of a small cluster do.
 */

import { formatAddress, type Address } from '../model/net/address.ts';

/** ms of a packet between the two ends and back. */
export function roundTrip(from: string, to: Address, sequence: number): number {
  const base = 0.4 + (hash(`${from} ${formatAddress(to)}`) % 1200) / 1000;
  const varied = base * (0.95 + (hash(`${from} ${formatAddress(to)} ${sequence}`) % 100) / 1000);
  return Math.round(varied * 1000) / 1000;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
