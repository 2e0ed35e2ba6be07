/**
 * CustomResourceDefinitions (apiextensions.k8s.io/v1), to be read: those of the custom kinds that are built in. Others
 * cannot be made, so writes are refused.
 */

import { CUSTOM_RESOURCE_DEFINITION } from '../../contract/kube/custom-resource-definition.ts';
import { KUBE_SCHEMAS } from '../../contract/kube/schemas.ts';
import type { Draft } from '../../kube/draft.ts';
import { badRequest } from '../../kube/kube-problem.ts';
import { KUBE_RESOURCES, type KubeResource } from '../../model/kube/resources.ts';
import { uuidV5 } from '../../model/naming/uid.ts';
import type { Store } from '../../store/store.ts';
import { notAcceptable, representationOf } from '../accept.ts';
import { parseLabelSelector } from '../label-selector.ts';
import { OpenApiComponents } from '../openapi-components.ts';
import { queryFlag } from '../query-flag.ts';
import { sendDocument } from '../reply.ts';
import { failure, methodNotAllowed } from '../status.ts';
import type { Apart, ApartRequest } from './apart.ts';
import { serveStillWatch } from './still-watch.ts';

const GROUP = 'apiextensions.k8s.io';
const PLURAL = 'customresourcedefinitions';
const API_VERSION = `${GROUP}/v1`;
const KIND = 'CustomResourceDefinition';

const CUSTOM: readonly KubeResource[] = Object.values(KUBE_RESOURCES).filter(({ custom }) => custom);

const COLUMNS = [
  { name: 'Name', type: 'string', format: 'name', description: 'The name of the definition', priority: 0 },
  { name: 'Created At', type: 'date', format: '', description: 'When it was created', priority: 0 },
];

const nameOf = ({ plural, group }: KubeResource): string => `${plural}.${group}`;

export const definitions: Apart = {
  schema: CUSTOM_RESOURCE_DEFINITION,
  resource: {
    group: GROUP,
    version: 'v1',
    kind: KIND,
    plural: PLURAL,
    singular: KIND.toLowerCase(),
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    namespaced: false,
    verbs: ['get', 'list', 'watch'],
  },
  async serve(asked) {
    const { request, response, query, name } = asked;
    if (request.method !== 'GET' && request.method !== 'HEAD') throw refusal(asked);
    const stream = queryFlag(query, 'watch');
    const form = representationOf(request.get('accept'), { custom: true }, stream)?.form;
    if (form === undefined) throw failure(406, 'NotAcceptable', notAcceptable(stream), {});
    const found = (name === undefined ? selected(query) : CUSTOM.filter((resource) => nameOf(resource) === name)).map(
      (resource) => definitionOf(resource, asked.store),
    );
    if (name !== undefined && found.length === 0)
      throw failure(404, 'NotFound', `${PLURAL}.${GROUP} "${name}" not found`, { name, group: GROUP, kind: PLURAL });
    const meta = { resourceVersion: '1' };
    const objects = form === 'object' ? found : found.map(metadataAlone);
    if (stream) return serveStillWatch(request, response, query, form === 'table' ? [tableOf(found)] : objects);
    const document =
      form === 'table'
        ? tableOf(found)
        : name !== undefined
          ? objects[0]!
          : form === 'object'
            ? { kind: `${KIND}List`, apiVersion: API_VERSION, metadata: meta, items: objects }
            : { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata: meta, items: objects };
    return sendDocument(request, response, 200, document);
  },
};

function selected(query: URLSearchParams): readonly KubeResource[] {
  const labels = query.get('labelSelector') ?? '';
  if (labels !== '' && !parseLabelSelector(labels)({})) return [];
  let found = CUSTOM;
  for (const term of (query.get('fieldSelector') ?? '').split(',').filter((part) => part !== '')) {
    const [, field = '', operator = '', value = ''] = /^(.+?)(!=|==|=)(.*)$/.exec(term) ?? [];
    if (field !== 'metadata.name') throw badRequest(`field label not supported: ${field === '' ? term : field}`);
    found = found.filter((resource) => (nameOf(resource) === value) === (operator !== '!='));
  }
  return found;
}

/** Why a write is refused, with its way out. */
function refusal({ request, name }: ApartRequest): Error {
  if (name === undefined && request.method !== 'POST') return methodNotAllowed();
  const only = CUSTOM.map(nameOf).join(', ');
  return failure(
    403,
    'Forbidden',
    `${PLURAL}.${GROUP}${name === undefined ? '' : ` "${name}"`} is forbidden: definitions are built in and can only ` +
      `be read; there is ${only}, and its objects can be created at once`,
    { ...(name === undefined ? {} : { name }), group: GROUP, kind: PLURAL },
  );
}

interface Definition {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly creationTimestamp: string; readonly uid: string };
  readonly [part: string]: unknown;
}

function tableOf(found: readonly Definition[]): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1' },
    columnDefinitions: COLUMNS,
    rows: found.map((definition) => ({
      cells: [definition.metadata.name, definition.metadata.creationTimestamp],
      object: metadataAlone(definition),
    })),
  };
}

function metadataAlone({ metadata }: Definition): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

function definitionOf(resource: KubeResource, store: Store): Definition {
  const { group, version, kind, plural, singular, shortNames, namespaced } = resource;
  const names = { plural, singular, shortNames, kind, listKind: `${kind}List` };
  // It is there since the data directory is, as the first namespaces are.
  const since = store.get('kube/Namespace', 'default')?.value.metadata.creationTimestamp ?? '1970-01-01T00:00:00Z';
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: since,
    reason,
    message,
  });
  return {
    kind: KIND,
    apiVersion: API_VERSION,
    metadata: {
      name: nameOf(resource),
      uid: uuidV5(store.dataDirectoryId, nameOf(resource)),
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: since,
    } as Definition['metadata'],
    spec: {
      group,
      names,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: schemaOf(resource) } }],
      conversion: { strategy: 'None' },
    },
    status: {
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ],
      acceptedNames: names,
      storedVersions: [version],
    },
  };
}

/** The schema of the kind in one piece; its metadata is any object, as definitions have it. */
function schemaOf(resource: KubeResource): object {
  const components = new OpenApiComponents();
  const schema = components.schemas[components.object(KUBE_SCHEMAS[resource.kind], resource, true)] as Draft;
  const { 'x-kubernetes-group-version-kind': _kind, ...rest } = schema;
  return { ...rest, properties: { ...(rest['properties'] as Draft), metadata: { type: 'object' } } };
}
