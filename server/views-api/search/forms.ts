/** What a typed text looks like, read with the field's own parsers. */
import type { SearchForm } from '../../contract/views/summary.ts';
import { parseRouteTarget } from '../../model/bgp/route-target.ts';
import { parseAddress, type Address } from '../../model/net/address.ts';
import { parsePrefix, type Prefix } from '../../model/net/prefix.ts';

export interface Typed {
  readonly text: string;
  readonly lower: string;
  readonly forms: readonly SearchForm[];
  readonly address?: Address;
  readonly prefix?: Prefix;
  /** Canonical `target:<asn>:<n>`. */
  readonly routeTarget?: string;
  readonly uuid?: string;
  readonly mac?: string;
  /** An MPLS label. */
  readonly label?: number;
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;
const MAC = /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/;
const dashed = (hex: string): string => [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

export function readTyped(input: string): Typed {
  const text = input.trim();
  const lower = text.toLowerCase();
  const address = parseAddress(text);
  const prefix = text.includes('/') ? parsePrefix(text, 'mask') : undefined;
  const target = lower.startsWith('target:') ? lower : `target:${lower}`;
  const routeTarget = parseRouteTarget(target) === undefined ? undefined : target;
  const uuid = UUID.test(lower) ? dashed(lower.replaceAll('-', '')) : undefined;
  const mac = MAC.test(lower) ? lower.replaceAll('-', ':') : undefined;
  const label = /^\d{1,7}$/.test(text) && Number(text) >= 16 && Number(text) <= 1_048_575 ? Number(text) : undefined;
  const forms: SearchForm[] = [];
  if (address !== undefined) forms.push('address');
  if (prefix !== undefined) forms.push('prefix');
  if (routeTarget !== undefined) forms.push('route-target');
  if (uuid !== undefined) forms.push('uuid');
  if (mac !== undefined) forms.push('mac');
  if (label !== undefined) forms.push('label');
  if (forms.length === 0 || label !== undefined) forms.push('text');
  return { text, lower, forms, address, prefix, routeTarget, uuid, mac, label };
}
