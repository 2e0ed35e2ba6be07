/** The value types of config objects, each with its range and a message for values outside it. */

import { z } from 'zod';
import { addressFamilyFault, holdTimeFault } from '../../engine/validation/bgp-session.ts';
import { isFault, type Fault } from '../../engine/validation/fault.ts';
import { routeTargetIn } from '../../engine/validation/route-target.ts';
import { MAX_ASN_4_BYTE, parseTypedAsn } from '../../model/bgp/asn.ts';
import { parseUid } from '../../model/naming/uid.ts';
import { parseAddress } from '../../model/net/address.ts';
import { parseMac } from '../../model/net/mac.ts';
import { formatPrefix, parsePrefix } from '../../model/net/prefix.ts';

/** A rule's message for a value that violates it. */
const faultSentence = (read: object | Fault | undefined): string => (isFault(read) ? read.sentence : '');

/** A whole number within bounds. */
export function whole(what: string, min: number, max: number, unit = ''): z.ZodType<number> {
  const sentence = `${what} must be a whole number of ${min}–${max}${unit === '' ? '' : ` ${unit}`}`;
  return z.number(sentence).refine((n) => Number.isInteger(n) && n >= min && n <= max, sentence);
}

/** One of several words. */
export function oneOf<const W extends readonly [string, ...string[]]>(
  what: string,
  words: W,
): z.ZodEnum<{ [K in W[number]]: K }> {
  return z.enum(words, `${what} must be one of ${words.join(', ')}`);
}

export const flag = (what: string): z.ZodBoolean => z.boolean(`${what} must be true or false`);
export const text = (what: string): z.ZodString => z.string(`${what} must be a text`);

/** Strings with a cached result: lists may have ten thousand entries, and each is checked several times per request. */
const REMEMBERED = 30_000;

function remembered(accepts: (value: string) => boolean): (value: string) => boolean {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return true;
    if (!accepts(value)) return false;
    if (known.size >= REMEMBERED) known.clear();
    known.add(value);
    return true;
  };
}

/** A string for which `accepts` is true. */
function checked(accepts: (value: string) => boolean, sentence: (value: string) => string): z.ZodType<string> {
  return z.string('must be a text').refine(accepts, { error: (issue) => sentence(String(issue.input)) });
}

export const uuid = checked(
  (value) => parseUid(value) !== undefined,
  (value) => `Invalid UUID format: ${value}`,
);
export const ipAddress = checked(
  (value) => parseAddress(value) !== undefined,
  (value) => `"${value}" is not an IP address`,
);
export const ipv4Address = checked(
  (value) => parseAddress(value)?.family === 4,
  (value) => `"${value}" is not an IPv4 address`,
);
export const macAddress = checked(
  (value) => parseMac(value) !== undefined,
  (value) => `"${value}" is not a MAC address`,
);

/** A prefix as entered in a form, `10.1.0.0/16`; on the wire, address and length are separate members. */
export const prefixText = checked(
  (value) => parsePrefix(value) !== undefined,
  (value) => {
    const masked = parsePrefix(value, 'mask');
    return masked === undefined
      ? `"${value}" is not a prefix: write 10.1.0.0/16 or 2001:db8::/64`
      : `Invalid subnet ${value}: bits beyond the prefix length are set; ${formatPrefix(masked)} is meant?`;
  },
);

/** `target:<asn|ip>:<number>` with a number of the width that the ASN leaves. */
export const routeTarget = checked(
  remembered((value) => !isFault(routeTargetIn(value))),
  (value) => faultSentence(routeTargetIn(value)),
);

/** An autonomous system number. Whether 4-byte ASNs are enabled is checked by the server. */
const ASN_SENTENCE = `ASN must be a whole number of 1–${MAX_ASN_4_BYTE}`;
export const asn: z.ZodType<number> = z
  .number({
    error: ({ input }) => {
      const meant = typeof input === 'string' ? parseTypedAsn(input) : undefined;
      return meant === undefined ? ASN_SENTENCE : `${ASN_SENTENCE}: ${JSON.stringify(input)} is ${meant}`;
    },
  })
  .refine((n) => Number.isInteger(n) && n >= 1 && n <= MAX_ASN_4_BYTE, ASN_SENTENCE);
export const port = whole('Port', 1, 65_535);
/** A port of a rule; -1 is any. */
export const rulePort = whole('Port', -1, 65_535);

/** Seconds; 0 stands for the default of 90. */
export const holdTime = whole('BGP Hold Time', 0, 65_535, 'seconds').refine((n) => holdTimeFault(n) === undefined, {
  error: ({ input }) => faultSentence(holdTimeFault(Number(input))),
});

export const addressFamily = checked(
  (value) => addressFamilyFault(value) === undefined,
  (value) => faultSentence(addressFamilyFault(value)),
);

/** `{family: [...]}` */
export const addressFamilies = z.looseObject({ family: z.array(addressFamily) });

export const subnetPrefix = z
  .looseObject({ ip_prefix: ipAddress, ip_prefix_len: whole('Prefix length', 0, 128) })
  .refine(
    (value) => value.ip_prefix_len <= (parseAddress(value.ip_prefix)?.family === 4 ? 32 : 128),
    'The prefix length of an IPv4 subnet is at most 32',
  );

export const keyValuePairs = z.looseObject({
  key_value_pair: z.array(z.looseObject({ key: text('Key'), value: text('Value') })),
});

const WANTED: ReadonlyMap<string, string> = new Map([
  ['array', 'a list'],
  ['object', 'an object'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** The message of a schema issue: our text where the schema has none of its own. */
export function sentenceOf(issue: z.core.$ZodIssue): string {
  const plain = /^Invalid input: expected (\w+), received (\w+)$/.exec(issue.message);
  if (plain === null) return issue.message;
  const wanted = WANTED.get(plain[1]!) ?? plain[1]!;
  return plain[2] === 'undefined' ? `is missing: it must be ${wanted}` : `must be ${wanted}`;
}
