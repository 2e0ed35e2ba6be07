/** MPLS labels (RFC 3032): 20 bits, of which 0..15 have special meanings. */

export type Label = number;

export const MIN_LABEL: Label = 16;
export const MAX_LABEL: Label = 1_048_575;

/** May a compute node give this label to an interface? */
export function isAssignableLabel(n: number): boolean {
  return Number.isInteger(n) && n >= MIN_LABEL && n <= MAX_LABEL;
}

/** The three bytes of an NLRI's label (RFC 8277 §2): 20 bits, then the bottom-of-stack bit. */
export function labelBytes(label: Label): Uint8Array {
  if (!Number.isInteger(label) || label < 0 || label > MAX_LABEL) throw new Error(`BUG: ${label} is not an MPLS label`);
  return Uint8Array.of(label >> 12, (label >> 4) & 0xff, ((label & 0xf) << 4) | 1);
}

/** Undefined unless there are three bytes. Whether the bottom-of-stack bit is set is not looked at. */
export function labelFromBytes(bytes: Uint8Array): Label | undefined {
  const [a, b, c] = bytes;
  if (a === undefined || b === undefined || c === undefined || bytes.length !== 3) return undefined;
  return (a << 12) | (b << 4) | (c >> 4);
}
