/**
 * `/openapi/v3`: an index with a hash per document, and one document per group and version with its paths and schemas.
 * If `kubectl` finds a PATCH of the kind with a parameter `fieldValidation`, it leaves validation to the server;
 * `kubectl explain` reads the schemas.
 */

import { createHash } from 'node:crypto';
import { listSchema, SCALE } from '../contract/kube/requests.ts';
import { schemaOf } from '../contract/kube/schemas.ts';
import type { ApartResource } from './apart/apart.ts';
import { APART } from './apart/resources.ts';
import { GROUPS, resourcesOf } from './discovery.ts';
import { OpenApiComponents } from './openapi-components.ts';
import { SERVER_VERSION } from './version.ts';

interface Document {
  readonly text: string;
  readonly hash: string;
}

const VERSIONS = [{ group: '', version: 'v1' }, ...GROUPS];
let documents: ReadonlyMap<string, Document> | undefined;

/** Documents by the path after `/openapi/v3/`: `api/v1`, `apis/apps/v1`. Generated on first request. */
function allDocuments(): ReadonlyMap<string, Document> {
  documents ??= new Map(
    VERSIONS.map(({ group, version }) => {
      const text = JSON.stringify(documentOf(group, version));
      return [rootOf(group, version), { text, hash: createHash('sha256').update(text).digest('hex').toUpperCase() }];
    }),
  );
  return documents;
}

function rootOf(group: string, version: string): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** The index; `prefix` is the API's path (`/kube`). */
export function openApiIndex(prefix: string): object {
  return {
    paths: Object.fromEntries(
      [...allDocuments()].map(([root, { hash }]) => [
        root,
        { serverRelativeURL: `${prefix}/openapi/v3/${root}?hash=${hash}` },
      ]),
    ),
  };
}

/** A document as text; undefined if there is none. */
export function openApiDocument(root: string): Document | undefined {
  return allDocuments().get(root);
}

function documentOf(group: string, version: string): object {
  const paths: { [path: string]: object } = {};
  const components = new OpenApiComponents();
  for (const resource of resourcesOf(group, version)) {
    const schema = schemaOf(resource);
    const name = components.object(schema, resource, resource.custom);
    const list = components.object(listSchema(schema), { ...resource, kind: `${resource.kind}List` }, resource.custom);
    const base = `/${rootOf(group, version)}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.plural}`;
    paths[base] = {
      get: operation(resource, 'list', list),
      post: operation(resource, 'post', name),
      delete: operation(resource, 'deletecollection', list),
    };
    paths[`${base}/{name}`] = {
      get: operation(resource, 'get', name),
      put: operation(resource, 'put', name),
      patch: operation(resource, 'patch', name),
      delete: operation(resource, 'delete', name),
    };
    for (const subresource of resource.subresources) {
      if (subresource !== 'status' && subresource !== 'scale') continue;
      const named =
        subresource === 'scale'
          ? components.object(SCALE, { group: 'autoscaling', version: 'v1', kind: 'Scale' }, false)
          : name;
      paths[`${base}/{name}/${subresource}`] = {
        get: operation(resource, 'get', named),
        put: operation(resource, 'put', named),
        patch: operation(resource, 'patch', named),
      };
    }
  }
  for (const { resource, schema } of APART) {
    if (resource.group !== group || resource.version !== version) continue;
    const name = components.object(schema, resource, false);
    const base = `/${rootOf(group, version)}/${resource.plural}`;
    if (resource.verbs.includes('create')) paths[base] = { post: operation(resource, 'post', name) };
    if (!resource.verbs.includes('list')) continue;
    const list = components.object(listSchema(schema), { ...resource, kind: `${resource.kind}List` }, false);
    paths[base] = { get: operation(resource, 'list', list) };
    paths[`${base}/{name}`] = { get: operation(resource, 'get', name) };
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: SERVER_VERSION.gitVersion },
    paths,
    components: { schemas: components.schemas },
  };
}

/** Media type of `openApiV2` for kubectl 1.28 and older, which refuse the form with `@`. */
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * A minimal OpenAPI v2 document, in protobuf: `swagger` (field 1), `info` with `title` and `version` (field 2), empty
 * `paths` (field 8). kubectl 1.28 and older require one before they send an object, and leave the validation of kinds
 * that are not in it to the server.
 */
export function openApiV2(): Buffer {
  const field = (number: number, content: Buffer | string): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, Buffer.byteLength(content)]), Buffer.from(content)]);
  return Buffer.concat([
    field(1, '2.0'),
    field(2, Buffer.concat([field(1, 'Kubernetes'), field(2, SERVER_VERSION.gitVersion)])),
    field(8, ''),
  ]);
}

const WRITING = ['post', 'put', 'patch'];

function operation(
  resource: Pick<ApartResource, 'group' | 'version' | 'kind'>,
  action: string,
  schema: string,
): object {
  const parameter = (name: string, description: string) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string', uniqueItems: true },
  });
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group: resource.group, kind: resource.kind, version: resource.version },
    ...(WRITING.includes(action)
      ? {
          parameters: [
            parameter('dryRun', '"All": rehearse without storing anything.'),
            parameter('fieldManager', 'Who changes the fields; accepted and not kept.'),
            parameter('fieldValidation', 'What becomes of unknown fields: Ignore, Warn (default) or Strict.'),
          ],
          requestBody: { content },
        }
      : {}),
    responses: { 200: { description: 'OK', content } },
  };
}
