import { pathTo } from '../../app/paths.ts';
import { rowQuery } from '../../data/tables.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const endpointsObject = {
  kind: 'kube/Endpoints',
  noun: 'endpoints',
  name: ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`,
  all: { to: pathTo('endpointsList'), label: 'Endpoints' },
};

/** The row of endpoints; null if they do not exist. */
export const endpointsRowQuery = (namespace: string, name: string) => rowQuery('endpoints', `${namespace}/${name}`);
