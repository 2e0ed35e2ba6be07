/** AS paths as routers print them and count them. */

import type { AsPathSegment, OriginCode } from '../../model/bgp/path-attributes.ts';

const ORIGIN_LETTERS: { readonly [O in OriginCode]: string } = { igp: 'I', egp: 'E', incomplete: '?' };

/** `64512 64513 I`, `{1 2} ?`, `?`: the path, then the origin, as Junos prints it. */
export function asPathText(segments: readonly AsPathSegment[], origin: OriginCode): string {
  const parts = segments.map(({ kind, asns }) => {
    const text = asns.join(' ');
    return kind === 'set'
      ? `{${text}}`
      : kind === 'confed-sequence'
        ? `(${text})`
        : kind === 'confed-set'
          ? `[${text}]`
          : text;
  });
  return [...parts.filter((part) => part !== ''), ORIGIN_LETTERS[origin]].join(' ');
}

/** A set counts as one, confederation segments as none (RFC 4271 §9.1.2.2 a, RFC 5065 §5.3). */
export function asPathLength(segments: readonly AsPathSegment[]): number {
  let length = 0;
  for (const { kind, asns } of segments) length += kind === 'sequence' ? asns.length : kind === 'set' ? 1 : 0;
  return length;
}
