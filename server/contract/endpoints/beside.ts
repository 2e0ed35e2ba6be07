/**
 * Everything served besides the views. `app.ts` must mount a handler at each of these paths, and at no other, to
 * compile. `openapi.json` lists them; for the two APIs it links to their own documents.
 */

import { z } from 'zod';
import { liveEvent, liveQuery } from '../live/events.ts';

export interface Beside {
  readonly path: string;
  /** A description: a sentence without a full stop. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: { readonly [name: string]: string };
  readonly type: 'application/json' | 'text/event-stream' | 'text/plain';
  readonly answer: z.ZodType;
}

/** Information about the server itself. */
export const BESIDE = {
  live: {
    path: '/live',
    summary: 'A stream of events with the names of durable changes; it resumes after Last-Event-ID',
    query: liveQuery,
    headers: { 'Last-Event-ID': 'Id of the last event that was read: what was missed is told in one event' },
    type: 'text/event-stream',
    answer: liveEvent,
  },
  openApi: {
    path: '/openapi.json',
    summary: 'This document',
    type: 'application/json',
    answer: z.looseObject({}).describe('OpenAPI 3.1.'),
  },
  health: {
    path: '/healthz',
    summary: 'Whether the server answers',
    type: 'text/plain',
    answer: z.literal('ok'),
  },
} as const satisfies { readonly [name: string]: Beside };

export interface Api {
  /** Everything below this path. */
  readonly path: string;
  /** The path of its own description. */
  readonly document: string;
  readonly summary: string;
}

/** APIs specified by others, served as specified. */
export const APIS = {
  kube: {
    path: '/kube',
    document: '/kube/openapi/v3',
    summary: 'The documents of the Kubernetes API, one per group; the API itself is below /kube',
  },
  config: {
    path: '/config',
    document: '/config',
    summary: "The config API's types and actions, as the original lists them; the API is below /config",
  },
} as const satisfies { readonly [name: string]: Api };
