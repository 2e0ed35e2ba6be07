/** KEEPALIVE (RFC 4271 §4.4): only a header. */

import { messageAround } from '../wire/header.ts';

/** The complete message; read-only. */
export const KEEPALIVE: Uint8Array = messageAround('keepalive', new Uint8Array(0));
