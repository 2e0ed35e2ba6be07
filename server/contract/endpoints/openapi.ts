/**
 * An OpenAPI 3.1 document of all that is served, generated from the declarations: views and other endpoints. It links
 * to the documents that the two APIs have of their own.
 */

import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { ANSWERS } from './answers.ts';
import { APIS, BESIDE, type Api, type Beside } from './beside.ts';
import { queryOf } from './queries.ts';
import { VIEWS, type ViewName } from './views.ts';

/** A JSON schema (2020-12), limited to what answers and parameters need. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly pattern?: string;
  readonly maxLength?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly responses: {
    readonly 200: {
      readonly description: string;
      readonly headers?: object;
      readonly content: { readonly [type: string]: { readonly schema: Schema } };
    };
    readonly default: object;
  };
  readonly externalDocs?: { readonly url: string };
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: { readonly [path: string]: { readonly get: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
}

const REFUSAL = {
  description: 'A refusal: what cannot be answered, why, and the way out (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const PROBLEM: Schema = {
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
};

/**
 * Objects are open, since clients ignore unknown fields; safe-integer bounds and string keys are implied and omitted.
 */
const AS_SENT: z.core.ToJSONSchemaParams = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ jsonSchema }) => {
    const keys = jsonSchema.propertyNames;
    if (typeof keys === 'object' && keys.enum === undefined) delete jsonSchema.propertyNames;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
};

/** The version in package.json. */
export const VERSION = '0.1.0';

/** The document served as `/openapi.json`. */
export function openApi(): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Overlay Console',
      version: VERSION,
      description:
        'What the console reads beside the Kubernetes API (/kube) and the config API (/config), read only. ' +
        'The answer of a view has the revision of the state that it shows, and is sent when that is durable.',
    },
    paths: {
      ...Object.fromEntries(
        (Object.entries(VIEWS) as [ViewName, Endpoint][]).map(([name, declared]) => [
          `/views${declared.path.replaceAll(/:(\w+)/g, '{$1}')}`,
          { get: viewOperation(name, declared) },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(BESIDE).map(([name, declared]) => [declared.path, { get: besideOperation(name, declared) }]),
      ),
      ...Object.fromEntries(
        Object.entries(APIS).map(([name, api]) => [api.document, { get: apiOperation(name, api) }]),
      ),
    },
    components: {
      schemas: { Problem: PROBLEM, ...answerSchemas() },
    },
  };
}

const inComponents = (name: string): string => `#/components/schemas/${name}`;

/** The schemas of answers and of their parts, by name. */
function answerSchemas(): { readonly [name: string]: Schema } {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { ...AS_SENT, uri: inComponents });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _draft, $id: _address, ...schema }]) => [name, schema as Schema]),
  );
}

/** A schema by name, if it has one. */
function referTo(schema: z.ZodType): Schema {
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: inComponents(id) };
  const { $schema: _draft, ...spelled } = z.toJSONSchema(schema, AS_SENT);
  return spelled as Schema;
}

function viewOperation(name: ViewName, { summary, parameters, path }: Endpoint): Operation {
  return {
    operationId: name,
    summary: `${summary}.`,
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
    responses: {
      200: {
        description: 'The answer',
        headers: { 'X-Revision': { schema: { type: 'integer' }, description: 'Revision of the state that is shown' } },
        content: { 'application/json': { schema: referTo(ANSWERS[name]) } },
      },
      default: REFUSAL,
    },
  };
}

function besideOperation(name: string, { summary, query, headers = {}, type, answer }: Beside): Operation {
  return {
    operationId: name,
    summary: `${summary}.`,
    tags: ['server'],
    parameters: [
      ...(query === undefined ? [] : queryParameters(query)),
      ...Object.entries(headers).map(([header, description]): Parameter => ({
        name: header,
        in: 'header',
        required: false,
        description,
        schema: { type: 'string' },
      })),
    ],
    responses: {
      200: { description: 'The answer', content: { [type]: { schema: referTo(answer) } } },
      default: REFUSAL,
    },
  };
}

/** Links to the document of an API that is described elsewhere. */
const apiOperation = (name: string, { summary, document }: Api): Operation => ({
  operationId: `${name}Document`,
  summary: `${summary}.`,
  tags: ['other APIs'],
  parameters: [],
  responses: {
    200: { description: 'The document', content: { 'application/json': { schema: { type: 'object' } } } },
    default: REFUSAL,
  },
  externalDocs: { url: document },
});

function queryParameters(query: z.ZodObject): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, AS_SENT);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Schema;
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}
