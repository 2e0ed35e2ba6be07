/**
 * What must be true of whatever comes over the wire: nothing is thrown, framing does not depend on how the bytes were
 * cut, a message costs at most 8 steps a byte, and what was understood can be said again and is understood the same.
 */

import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import { ROUTED_FAMILIES } from '../../../model/bgp/nlri.ts';
import { encodeAnnouncements, encodeWithdrawals } from '../messages/encode-updates.ts';
import { nextFrame } from '../messages/frame.ts';
import type { MessageType, Notification, Update, UpdateContext } from '../messages/message-types.ts';
import {
  decodeNotification,
  encodeNotification,
  notificationDetail,
  notificationName,
} from '../messages/notification.ts';
import { decodeOpen, encodeOpen } from '../messages/open.ts';
import { decodeRouteRefresh, encodeRouteRefresh } from '../messages/route-refresh.ts';
import { decodeUpdate } from '../messages/update.ts';
import { nlriCodec } from '../nlri/families.ts';
import { formatNlri } from '../nlri/nlri-key.ts';
import { Meter } from '../wire/cursor.ts';
import { HEADER_LENGTH } from '../wire/header.ts';

const STEPS_A_BYTE = 8;
const EXTENDED = 65_535;
const families = new Set<RoutedFamily>(ROUTED_FAMILIES);
const CONTEXTS: readonly UpdateContext[] = [true, false].flatMap((fourOctetAs) =>
  [true, false].map((internal) => ({ fourOctetAs, internal, families })),
);

/** A sentence with what went wrong; undefined if all is well. */
export function checkInput(bytes: Uint8Array): string | undefined {
  try {
    return checkStream(bytes);
  } catch (error) {
    return `It threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

function checkStream(bytes: Uint8Array): string | undefined {
  for (let offset = 0; offset < bytes.length;) {
    const frame = nextFrame(bytes, offset, bytes.length, EXTENDED);
    const cut = checkCuts(bytes, offset, said(frame));
    if (cut !== undefined) return cut;
    if (frame.kind === 'incomplete') return undefined;
    if (frame.kind === 'fault') return checkNotification(frame.notification);
    const problem = checkMessage(frame.type, bytes.slice(frame.bodyStart, frame.end));
    if (problem !== undefined) return problem;
    offset = frame.end;
  }
  return undefined;
}

/** However few bytes are there: not yet, or the same. */
function checkCuts(bytes: Uint8Array, offset: number, whole: string): string | undefined {
  for (let end = offset; end < Math.min(bytes.length, offset + HEADER_LENGTH + 8); end++) {
    const part = nextFrame(bytes, offset, end, EXTENDED);
    if (part.kind !== 'incomplete' && said(part) !== whole)
      return `Framed after ${end - offset} bytes as ${said(part)}, whole as ${whole}.`;
  }
  return undefined;
}

function checkMessage(type: MessageType, body: Uint8Array): string | undefined {
  switch (type) {
    case 'open':
      return checkOpen(body);
    case 'update':
      for (const context of CONTEXTS) {
        const problem = checkUpdate(body, context);
        if (problem !== undefined)
          return (
            `With ${context.fourOctetAs ? 4 : 2}-octet AS, ${context.internal ? 'internal' : 'external'}: ` +
            `${problem}`
          );
      }
      return undefined;
    case 'notification': {
      const read = decodeNotification(body);
      return (
        checkNotification(read) ??
        differs('NOTIFICATION', read, decodeNotification(encodeNotification(read).slice(HEADER_LENGTH)))
      );
    }
    case 'route-refresh': {
      const read = decodeRouteRefresh(body);
      return read.family === undefined
        ? undefined
        : differs('ROUTE-REFRESH', read, decodeRouteRefresh(encodeRouteRefresh(read.family).slice(HEADER_LENGTH)));
    }
    case 'keepalive':
      return undefined;
    default:
      throw new Error(`BUG: message type ${String(type satisfies never)}`);
  }
}

function checkOpen(body: Uint8Array): string | undefined {
  const read = decodeOpen(body, new Meter(STEPS_A_BYTE * body.length));
  if (read.kind === 'fault') return checkNotification(read.notification);
  return differs('OPEN', read, decodeOpen(encodeOpen(read.open).slice(HEADER_LENGTH)));
}

function checkNotification(of: Notification): string | undefined {
  notificationDetail(of);
  if (notificationName(of.code, of.subcode) === '') return 'A NOTIFICATION has no name.';
  const { length } = encodeNotification(of);
  return of.code <= 3 && length > EXTENDED ? `A NOTIFICATION has ${length} bytes.` : undefined;
}

function checkUpdate(body: Uint8Array, context: UpdateContext): string | undefined {
  const read = decodeUpdate(body, context, new Meter(STEPS_A_BYTE * body.length));
  if (read.kind === 'fault') return checkNotification(read.notification);
  for (let update: Update | undefined = read; update !== undefined; update = update.rest) {
    const problem = checkShape(update) ?? checkAgain(update, context);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkShape({ announced, withdrawn, attributes, attributeErrors }: Update): string | undefined {
  if (announced.length > 0 !== (attributes !== undefined))
    return 'Attributes and announced routes do not come together.';
  if (announced.length > 0 && attributeErrors.some(({ action }) => action === 'treat-as-withdraw'))
    return 'Routes are announced that should be withdrawn.';
  for (const { family, keys, labels } of [...announced, ...withdrawn]) {
    const codec = nlriCodec(family);
    if (keys.some((key) => key.length !== codec.keyLength || formatNlri(family, key) === ''))
      return `A key of ${family} has another width.`;
    if (labels.length !== 0 && labels.length !== keys.length)
      return `${keys.length} routes of ${family} have ${labels.length} labels.`;
  }
  return undefined;
}

/** Said again, in four-octet AS numbers, it is understood the same. */
function checkAgain({ announced, withdrawn, attributes }: Update, { internal }: UpdateContext): string | undefined {
  const context = { fourOctetAs: true, internal, families };
  const heard = (messages: readonly Uint8Array[]) =>
    messages
      .map((message) => decodeUpdate(message.slice(HEADER_LENGTH), context))
      .flatMap((update) => (update.kind === 'update' && update.attributeErrors.length === 0 ? [update] : []));
  for (const { family, keys, labels } of announced) {
    if (attributes === undefined) return 'Routes are announced without attributes.';
    const again = heard(encodeAnnouncements({ family, keys, labels, attributes, ...context, maxLength: EXTENDED }));
    const routes = again.flatMap((update) => update.announced);
    const problem =
      differs(
        `announced ${family}`,
        [keys, labels],
        [joined(routes.map((set) => set.keys)), joined(routes.map((set) => set.labels))],
      ) ??
      differs(
        'attributes',
        again.map(() => attributes),
        again.map((update) => update.attributes),
      );
    if (problem !== undefined) return problem;
  }
  for (const { family, keys } of withdrawn) {
    const again = heard(encodeWithdrawals({ family, keys, maxLength: EXTENDED })).flatMap((update) => update.withdrawn);
    const problem = differs(`withdrawn ${family}`, keys, joined<NlriKey>(again.map((set) => set.keys)));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function joined<T>(lists: readonly (readonly T[])[]): T[] {
  return lists.flat();
}

function said(of: unknown): string {
  return JSON.stringify(of);
}

function differs(what: string, before: unknown, after: unknown): string | undefined {
  return said(before) === said(after)
    ? undefined
    : `${what} was understood as ${said(before)}, and said again as ${said(after)}.`;
}
