/**
 * Unknown annotations with our prefix, or close to it: a misspelt one has no effect, which nothing else would report.
 */

import {
  CIDR,
  FIP_POOL,
  IP_FABRIC_FORWARDING,
  IP_FABRIC_SNAT,
  ISOLATION,
  ISOLATION_SERVICE,
  NETWORK,
  POD_NETWORKS,
  POD_NETWORK_STATUS,
  type KeyValues,
} from './annotation-keys.ts';

const OURS = 'opencontrail.org/';
const KNOWN = [
  ISOLATION,
  ISOLATION_SERVICE,
  FIP_POOL,
  NETWORK,
  CIDR,
  IP_FABRIC_FORWARDING,
  IP_FABRIC_SNAT,
  POD_NETWORKS,
];
/** Written by us, not read. */
const WRITTEN = [POD_NETWORK_STATUS];
/** Edit distance up to which a key counts as a misspelling of a known one. */
const NEAR = 2;
/** No suggestion is computed for keys longer than this. */
const LONGEST = 60;

/** A sentence for each; `where` is the path of the annotations, `metadata.annotations`. */
export function unknownAnnotations(annotations: KeyValues, where: string): readonly string[] {
  const found: string[] = [];
  for (const key of Object.keys(annotations ?? {})) {
    if (KNOWN.includes(key) || WRITTEN.includes(key)) continue;
    const meant = key.length > LONGEST ? undefined : nearest(key);
    if (meant !== undefined)
      found.push(`${where}[${key}]: unknown annotation, which has no effect; did you mean ${meant}?`);
    else if (key.startsWith(OURS))
      found.push(
        `${where}[${key}]: unknown annotation, which has no effect; known are ` +
          `${KNOWN.filter((each) => each.startsWith(OURS) && each !== ISOLATION_SERVICE).join(', ')}`,
      );
  }
  return found;
}

function nearest(key: string): string | undefined {
  const lower = key.toLowerCase().replaceAll('-', '_');
  const [best] = KNOWN.map((known) => ({ known, slips: slips(lower, known.replaceAll('-', '_')) })).sort(
    (a, b) => a.slips - b.slips,
  );
  return best !== undefined && best.slips <= NEAR ? best.known : undefined;
}

/**
 * Letters inserted, left out, changed, or two exchanged, to get from one text to the other (optimal string
 * alignment).
 */
function slips(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_unused, at) => at)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = rows[i - 1]![j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const exchanged =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
          ? rows[i - 2]![j - 2]! + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, changed, exchanged));
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
}
