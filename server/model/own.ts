/**
 * The value that a map holds under a key from outside. What every object inherits (`constructor`, `toString`) is none:
 * a plain `map[key]` would find it.
 */
export function own<T>(map: { readonly [key: string]: T } | null | undefined, key: string): T | undefined {
  return map !== null && map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
