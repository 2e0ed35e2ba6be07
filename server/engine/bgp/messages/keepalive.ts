/** KEEPALIVE (RFC 4271 §4.4): a header and nothing else. */

import { messageAround } from '../wire/header.ts';

/** Complete; not to be written to. */
export const KEEPALIVE: Uint8Array = messageAround('keepalive', new Uint8Array(0));
