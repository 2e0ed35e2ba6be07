/**
 * The views as an OpenAPI 3.1 document, made from their declarations. The Kubernetes API has documents of its own
 * (`/kube/openapi/v3`); the config API is the original's, and says its types at `/config`.
 */

import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { queryOf } from './queries.ts';
import { VIEWS, type ViewName } from './views.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: {
    readonly type?: string;
    readonly enum?: readonly string[];
    readonly anyOf?: readonly object[];
    readonly pattern?: string;
    readonly maxLength?: number;
  };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly responses: object;
  /** The answer's type in `server/contract/views`. */
  readonly 'x-answer': string;
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: { readonly [path: string]: { readonly get: Operation } };
  readonly components: object;
}

const PROBLEM = {
  description: 'A refusal: what cannot be answered, why, and the way out (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** That of package.json. */
export const VERSION = '0.1.0';

/** The document that `/openapi.json` is. */
export function openApi(): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Overlay Console: views',
      version: VERSION,
      description:
        'What the console reads beside the Kubernetes API (/kube) and the config API (/config): read only, each ' +
        'answer ' +
        'with the revision of the state that it shows, and sent when that is durable.',
    },
    paths: Object.fromEntries(
      (Object.entries(VIEWS) as [ViewName, Endpoint][]).map(([name, declared]) => [
        `/views${declared.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        { get: operation(name, declared) },
      ]),
    ),
    components: {
      schemas: {
        Problem: {
          type: 'object',
          required: ['title', 'status', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            reason: { type: 'string' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['pointer', 'detail'],
                properties: {
                  pointer: { type: 'string' },
                  detail: { type: 'string' },
                  code: { type: 'string' },
                  suggestion: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  };
}

function operation(name: ViewName, { tells, parameters, path, answer }: Endpoint): Operation {
  return {
    operationId: name,
    summary: `${tells}.`,
    tags: [path.split('/')[1]!],
    parameters: [
      ...Object.entries(parameters as { readonly [name: string]: string }).map(
        ([parameter, description]): Parameter => ({
          name: parameter,
          in: 'path',
          required: true,
          description,
          schema: { type: 'string' },
        }),
      ),
      ...queryParameters(queryOf(name)),
    ],
    'x-answer': answer,
    responses: {
      200: {
        description: `${answer} (server/contract/views)`,
        headers: { 'X-Revision': { schema: { type: 'integer' }, description: 'Revision of the state that is shown' } },
        content: { 'application/json': { schema: { type: 'object', title: answer } } },
      },
      default: PROBLEM,
    },
  };
}

function queryParameters(query: z.ZodObject): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Parameter['schema'] & { readonly description?: string };
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}
