import { isObject, type JsonObject } from '../json.ts';

const NONE: readonly never[] = [];

/** The ports that a container declares. What is no object, which an older version may have stored, is left out. */
export function portsOfContainer(container: JsonObject): readonly { readonly [member: string]: unknown }[] {
  const ports = container['ports'];
  return Array.isArray(ports) ? ports.filter(isObject) : NONE;
}
