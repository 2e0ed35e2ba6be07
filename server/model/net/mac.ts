/** MAC addresses, as canonical text: six lower-case octets with colons. */

export type Mac = string;

/** Accepts `aa:bb:cc:dd:ee:ff`, `aa-bb-…`, `aabb.ccdd.eeff` and twelve bare digits. */
export function parseMac(text: string): Mac | undefined {
  const shaped =
    /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text) ||
    /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i.test(text) ||
    /^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i.test(text) ||
    /^[0-9a-f]{12}$/i.test(text);
  if (!shaped) return undefined;
  return pairs(text.replace(/[^0-9a-f]/gi, '').toLowerCase());
}

/**
 * The MAC that a virtual machine interface gets unless its creator names one: `02:` (locally
 * administered, unicast) and the first ten hex digits of its uuid.
 */
export function macOfInterface(uuid: string): Mac {
  const digits = uuid.replaceAll('-', '').toLowerCase().slice(0, 10);
  if (!/^[0-9a-f]{10}$/.test(digits)) throw new Error(`BUG: "${uuid}" is not a uuid`);
  return `02:${pairs(digits)}`;
}

/** Six bytes, as in EVPN routes. */
export function macBytes(mac: Mac): Uint8Array {
  return Uint8Array.from(mac.split(':'), (octet) => Number.parseInt(octet, 16));
}

/** Undefined unless there are six bytes. */
export function macFromBytes(bytes: Uint8Array): Mac | undefined {
  if (bytes.length !== 6) return undefined;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function pairs(digits: string): string {
  return (digits.match(/../g) ?? []).join(':');
}
