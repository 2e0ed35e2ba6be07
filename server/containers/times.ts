/**
 * Times that packets take: modelled. They follow from both ends and the number of the packet, so that they are the same
 * whenever they are asked for, and lie where those of a small cluster do.
 */

import { fnv1a } from '../model/fnv1a.ts';
import { formatAddress, type Address } from '../model/net/address.ts';

/** ms of a packet between the two ends and back. */
export function roundTrip(from: string, to: Address, sequence: number): number {
  const base = 0.4 + (fnv1a(`${from} ${formatAddress(to)}`) % 1200) / 1000;
  const varied = base * (0.95 + (fnv1a(`${from} ${formatAddress(to)} ${sequence}`) % 100) / 1000);
  return Math.round(varied * 1000) / 1000;
}
