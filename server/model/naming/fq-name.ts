/**
 * Fully qualified names: the path that identifies an object within its type, as
 * `default-domain:k8s-default:k8s-default-pod-network`.
 *
 * On Contrail's wire a name is a list of parts, or in a query the parts joined with `:`, which is
 * ambiguous as soon as a part contains a colon (a route target's only part is `target:60100:100`).
 * Therefore two texts: `formatFqName` for people and the wire, `fqNameKey` for Maps, in which a
 * colon inside a part is written `\:` and a backslash `\\`.
 */

export type FqName = readonly string[];

/** The parts joined with `:`, as people and the wire write it. Not unambiguous: see `fqNameKey`. */
export function formatFqName(name: FqName): string {
  return name.join(':');
}

/**
 * Splits `a:b:c`. With `depth` (how many parts the type's names have) the surplus colons belong
 * to the last part, so `target:60100:100` at depth 1 is one part. Undefined if a part is empty
 * or there are fewer than `depth`.
 */
export function parseFqName(text: string, depth?: number): FqName | undefined {
  const parts = text.split(':');
  if (depth !== undefined) {
    if (parts.length < depth) return undefined;
    parts.splice(depth - 1, parts.length, parts.slice(depth - 1).join(':'));
  }
  return isFqName(parts) ? Object.freeze(parts) : undefined;
}

/** At least one part, none empty. */
export function isFqName(parts: readonly string[]): boolean {
  return parts.length > 0 && parts.every((part) => part !== '');
}

/** Unambiguous key for Maps; most names have the same text as `formatFqName`. */
export function fqNameKey(name: FqName): string {
  for (const part of name)
    if (part.includes(':') || part.includes('\\')) return name.map((each) => each.replace(/[\\:]/g, '\\$&')).join(':');
  return name.join(':');
}

/** The name of a key made by `fqNameKey`. */
export function fqNameOfKey(key: string): FqName {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < key.length; i++) {
    const character = key[i]!;
    if (character === '\\') part += key[++i] ?? '';
    else if (character === ':') {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return Object.freeze([...parts, part]);
}

export function sameFqName(a: FqName, b: FqName): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

/** Part by part, in code-point order; a parent precedes its children. */
export function compareFqName(a: FqName, b: FqName): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i]! < b[i]!) return -1;
    if (a[i]! > b[i]!) return 1;
  }
  return a.length - b.length;
}

/** The last part: the object's own name. */
export function shortName(name: FqName): string {
  const last = name.at(-1);
  if (last === undefined) throw new Error('BUG: a fully qualified name has at least one part');
  return last;
}

/** The parent's name; undefined for a child of the root. */
export function parentFqName(name: FqName): FqName | undefined {
  return name.length > 1 ? Object.freeze(name.slice(0, -1)) : undefined;
}

export function childFqName(parent: FqName, child: string): FqName {
  return Object.freeze([...parent, child]);
}
