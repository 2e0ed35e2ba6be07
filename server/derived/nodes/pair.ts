/** Rows of two networks, or of a network and a route target: `<uuid> <the other>`. */

export function pairKey(one: string, other: string): string {
  return `${one} ${other}`;
}

export function pairOf(key: string): readonly [string, string] {
  const space = key.indexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
}
