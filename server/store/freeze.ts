/**
 * Freezes a JSON value through and through, and refuses what would not survive the journal.
 * A part that is frozen already is taken to be frozen through: unchanged parts of a record cost nothing.
 */
export function deepFreeze<T>(value: T, where: string): T {
  switch (typeof value) {
    case 'string': case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`BUG: ${where} holds the number ${value}, which JSON cannot hold.`);
      return value;
    case 'object':
      break;
    default:
      throw new Error(`BUG: ${where} holds a ${typeof value}, which JSON cannot hold.`);
  }
  if (value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) deepFreeze(value[index], where);
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw new Error(`BUG: ${where} holds an object that is not plain.`);
    const parts = value as { readonly [name: string]: unknown };
    for (const name in parts) if (parts[name] !== undefined) deepFreeze(parts[name], where);
  }
  return Object.freeze(value);
}
