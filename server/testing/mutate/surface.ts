/**
 * What there is to be tried, as the running system tells it: types and actions of the config API, resources, verbs and
 * schemas of the Kubernetes API, and the views' paths and parameters. Nothing here names a kind.
 */

import { z } from 'zod';
import { collectionOf } from '../../config/collections.ts';
import { RULES } from '../../config/types/rule-table.ts';
import { commonFields } from '../../contract/config/common.ts';
import { REFERENCE_SCHEMAS, shapeOf } from '../../contract/config/schemas.ts';
import { refsField } from '../../contract/config/wire-names.ts';
import { createDerived } from '../../derived/derived.ts';
import { isConfigType, type ConfigType } from '../../model/config/types.ts';
import { isObject } from '../../model/json.ts';
import { isKubeKind } from '../../model/kube/types.ts';
import { createViewsApi } from '../../views-api/views-api.ts';
import { createMemoryStore } from '../memory-store.ts';
import type { HttpConnection } from './connection.ts';
import type { Schema } from './schema-value.ts';

export interface ConfigSurface {
  readonly type: ConfigType;
  /** `/config/virtual-networks` */
  readonly collection: string;
  /** `/config/virtual-network` */
  readonly resource: string;
  readonly parents: readonly string[];
  readonly refs: readonly string[];
  /** Properties whose items can be changed one by one, besides annotations, with the member that holds the items. */
  readonly collections: readonly { readonly field: string; readonly items: string; readonly isMap: boolean }[];
  readonly schema: Schema;
}

export interface ConfigAction {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

export interface KubeSurface {
  /** `/kube/api/v1` */
  readonly root: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
  readonly schema: Schema | undefined;
}

interface ViewSurface {
  /** `/views/vrfs/:id` */
  readonly path: string;
  readonly parameters: readonly string[];
}

export interface Surface {
  readonly types: readonly ConfigSurface[];
  readonly actions: readonly ConfigAction[];
  readonly resources: readonly KubeSurface[];
  readonly views: readonly ViewSurface[];
}

export async function discover(connection: HttpConnection): Promise<Surface> {
  const read = async (path: string): Promise<unknown> => {
    const { status, text } = await connection.send({ method: 'GET', path, headers: {} });
    if (status !== 200) throw new Error(`${path} answers ${status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const [types, actions] = await configSurface(read);
  return { types, actions, resources: await kubeSurface(read), views: await viewSurface(connection) };
}

type ReadJson = (path: string) => Promise<unknown>;

async function configSurface(read: ReadJson): Promise<[ConfigSurface[], ConfigAction[]]> {
  const { href, links } = (await read('/config/')) as {
    readonly href: string;
    readonly links: readonly {
      readonly link: { readonly rel: string; readonly name: string; readonly href: string; readonly method: string };
    }[];
  };
  const of = (rel: string): { readonly name: string; readonly path: string; readonly method: string }[] =>
    links
      .filter(({ link }) => link.rel === rel)
      .map(({ link }) => ({ name: link.name, path: link.href.slice(href.length), method: link.method }));
  const resources = new Map(of('resource-base').map(({ name, path }) => [name, path]));
  const types = of('collection').map(({ name, path }): ConfigSurface => {
    if (!isConfigType(name)) throw new Error(`${name} is offered, and is no type of the model.`);
    const { parents, refs } = RULES[name];
    const schema = configSchema(name, refs);
    const collections = Object.keys(schema.properties ?? {}).flatMap((field) => {
      const of = field === 'annotations' ? undefined : collectionOf(name, field);
      return of === undefined ? [] : [{ field, items: of.items, isMap: of.key !== undefined }];
    });
    return { type: name, collection: path, resource: resources.get(name)!, parents, refs, collections, schema };
  });
  return [types, of('action')];
}

function configSchema(type: ConfigType, refs: readonly ConfigType[]): Schema {
  const own = jsonSchema(shapeOf(type).properties);
  const references = refs.map((target): [string, Schema] => {
    const attr = REFERENCE_SCHEMAS.get(`${type} ${target}`);
    return [
      refsField(target),
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['to'],
          properties: {
            to: { type: 'array', items: { type: 'string' } },
            uuid: { type: 'string' },
            ...(attr === undefined ? {} : { attr: jsonSchema(attr) }),
          },
        },
      },
    ];
  });
  return {
    type: 'object',
    required: own.required ?? [],
    properties: { ...jsonSchema(commonFields).properties, ...own.properties, ...Object.fromEntries(references) },
  };
}

function jsonSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
}

interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

async function kubeSurface(read: ReadJson): Promise<KubeSurface[]> {
  const { versions } = (await read('/kube/api')) as { readonly versions: readonly string[] };
  const { groups } = (await read('/kube/apis')) as {
    readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
  };
  const roots = [
    ...versions.map((version) => `api/${version}`),
    ...groups.flatMap(({ versions: of }) => of.map(({ groupVersion }) => `apis/${groupVersion}`)),
  ];
  const found: KubeSurface[] = [];
  for (const root of roots) {
    const list = (await read(`/kube/${root}`)) as ResourceList;
    const { components } = (await read(`/kube/openapi/v3/${root}`)) as {
      readonly components: {
        readonly schemas: {
          readonly [name: string]: Schema & {
            readonly 'x-kubernetes-group-version-kind'?: readonly { readonly kind: string }[];
          };
        };
      };
    };
    for (const { name, kind, namespaced, verbs } of list.resources) {
      // Reviews and definitions of kinds are not stored, so that nothing of them can be read back.
      if (name.includes('/') || !isKubeKind(kind)) continue;
      const subresources = list.resources
        .filter((each) => each.name.startsWith(`${name}/`))
        .map((each) => ({ name: each.name.slice(name.length + 1), kind: each.kind, verbs: each.verbs }));
      const schema = Object.values(components.schemas).find((each) =>
        each['x-kubernetes-group-version-kind']?.some((of) => of.kind === kind),
      );
      found.push({
        root: `/kube/${root}`,
        apiVersion: list.groupVersion,
        plural: name,
        kind,
        namespaced,
        verbs,
        subresources,
        schema: schema === undefined ? undefined : (inlined(schema, components.schemas) as Schema),
      });
    }
  }
  return found;
}

/** A schema with what it refers to in place. Kubernetes refers from `allOf`; what refers to itself ends there. */
function inlined(
  value: unknown,
  schemas: { readonly [name: string]: unknown },
  above: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((item) => inlined(item, schemas, above));
  if (!isObject(value)) return value;
  const { $ref, allOf } = value;
  if (typeof $ref === 'string') {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return above.includes(name) ? {} : inlined(schemas[name], schemas, [...above, name]);
  }
  if (Array.isArray(allOf) && allOf.length === 1) return inlined(allOf[0], schemas, above);
  return Object.fromEntries(Object.entries(value).map(([member, of]) => [member, inlined(of, schemas, above)]));
}

/** Paths from the router itself; parameters from what a view says when it is given one that it does not know. */
async function viewSurface(connection: HttpConnection): Promise<ViewSurface[]> {
  const store = createMemoryStore();
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: () => {} });
  const { router, close } = createViewsApi({ store, derived, knownHosts: [] });
  const paths = router.stack.flatMap(({ route }) => (route === undefined ? [] : [String(route.path)]));
  close();
  derived.close();
  const views: ViewSurface[] = [];
  for (const path of paths) {
    const { text } = await connection.send({
      method: 'GET',
      path: `${path.replaceAll(/:\w+/g, 'x')}?no-such-parameter=1`,
      headers: {},
    });
    const parameters = /is not known here\. This view takes ([\w, -]+)\./.exec(text)?.[1]?.split(', ') ?? [];
    views.push({ path, parameters });
  }
  return views;
}
