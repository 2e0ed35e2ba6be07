/** The route table form: its values and its writes. Pure. */

import { objectNameFault } from '../../../../server/engine/validation/object-name.ts';
import { prefixTwice, tableRouteFault } from '../../../../server/engine/validation/table-route.ts';
import type { TableRoute } from '../../../../server/model/config/route-table.ts';
import { deepEqual } from '../../../../server/model/json.ts';
import type { WireObject } from '../../data/config-objects.ts';
import type { Write } from '../../data/writes.ts';
import { formFault, type FormFault } from '../../domain-ui/objects/form-fault.ts';

type RouteForm = {
  key: string;
  prefix: string;
  nextHop: string;
  /** With spaces between them. */
  communities: string;
  /** As it was read: what the form does not show is sent back. */
  stored?: TableRoute;
};
export type RouteTableForm = {
  /** Colon-joined name of the project. */
  project: string;
  name: string;
  routes: RouteForm[];
};
/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof RouteTableForm, string>> = {
  project: 'Project',
  name: 'Name',
  routes: 'Routes',
};
export type StoredRouteTable = WireObject<'route-table'>;
type Faults = Readonly<Record<string, FormFault>>;

const blankRoute = (key: string): RouteForm => ({ key, prefix: '', nextHop: '', communities: '' });
export const blank = (project: string): RouteTableForm => ({ project, name: '', routes: [blankRoute('1')] });

/** With one more route, under a key that no other had. */
export const oneMore = (routes: readonly RouteForm[]): RouteForm[] => [
  ...routes,
  blankRoute(String(Math.max(0, ...routes.map(({ key }) => Number(key))) + 1)),
];

export function fromRecord(table: StoredRouteTable): RouteTableForm {
  return {
    project: table.fq_name.slice(0, -1).join(':'),
    name: table.fq_name.at(-1) ?? '',
    routes: (table.routes?.route ?? []).map((stored, index) => ({
      key: String(index + 1),
      prefix: stored.prefix,
      nextHop: stored.next_hop ?? '',
      communities: (stored.community_attributes?.community_attribute ?? []).join(' '),
      stored,
    })),
  };
}

function wireRoute({ prefix, nextHop, communities, stored }: RouteForm): TableRoute {
  const { next_hop: _hop, community_attributes: attributes, ...others } = stored ?? { next_hop_type: 'ip-address' };
  const hop = nextHop.trim();
  const listed = communities.split(/[\s,]+/).filter((one) => one !== '');
  return {
    ...others,
    prefix: prefix.trim(),
    ...(hop === '' ? {} : { next_hop: hop }),
    ...(listed.length === 0 && attributes === undefined
      ? {}
      : { community_attributes: { ...attributes, community_attribute: listed } }),
  };
}

const FIELDS = { prefix: 'prefix', next_hop: 'nextHop', community_attributes: 'communities' } as const;

/** The errors that prevent saving, by field: `name`, `project`, `routes.<key>.prefix`, `routes.<key>.nextHop`. */
export function faultsOf(form: RouteTableForm, editing: boolean): Faults {
  const faults: Record<string, FormFault> = {};
  if (!editing) {
    if (form.project === '') faults['project'] = { message: 'Choose the project that owns the table.' };
    const fault = objectNameFault(form.name.trim());
    if (fault?.code === 'name/missing') faults['name'] = { message: 'The table needs a name.' };
    else if (fault !== undefined) faults['name'] = formFault(fault);
  }
  const seen = new Set<string>();
  for (const row of form.routes) {
    const route = wireRoute(row);
    if (route.prefix === '') {
      faults[`routes.${row.key}.prefix`] = { message: 'The route needs a prefix, such as 10.1.0.0/16.' };
      continue;
    }
    const fault = tableRouteFault(route) ?? prefixTwice(route, seen);
    if (fault !== undefined) faults[`routes.${row.key}.${FIELDS[fault.field]}`] = formFault(fault);
  }
  return faults;
}

const wireRoutes = (form: RouteTableForm) => ({ route: form.routes.map(wireRoute) });

/** The write for a new table. */
export const toCreate = (form: RouteTableForm, uuid: string): Write[] => [
  {
    method: 'POST',
    path: '/config/route-tables',
    body: {
      'route-table': {
        uuid,
        fq_name: [...form.project.split(':'), form.name.trim()],
        parent_type: 'project',
        routes: wireRoutes(form),
      },
    },
  },
];

/** The write that changes the stored table to the form's values; empty if nothing differs. */
export function toUpdate(form: RouteTableForm, stored: StoredRouteTable, etag: string | undefined): Write[] {
  const routes = wireRoutes(form);
  if (deepEqual(routes, wireRoutes(fromRecord(stored)))) return [];
  return [
    {
      method: 'PUT',
      path: `/config/route-table/${stored.uuid}`,
      body: { 'route-table': { routes } },
      ...(etag === undefined ? {} : { ifMatch: etag }),
    },
  ];
}

/** The fields for the server's problems: a route is at its index there, and has its key here. */
export const problemFields = (form: RouteTableForm): Readonly<Record<string, string>> => ({
  '/route-table/fq_name': 'name',
  '/route-table/parent_type': 'project',
  ...Object.fromEntries(
    form.routes.flatMap(({ key }, index) =>
      Object.entries(FIELDS).map(([member, field]) => [
        `/route-table/routes/route/${index}/${member}`,
        `routes.${key}.${field}`,
      ]),
    ),
  ),
});
