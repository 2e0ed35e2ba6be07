import { pathTo } from '../../app/paths.ts';
import { picked, together } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const namespaceObject = {
  kind: 'kube/Namespace',
  noun: 'namespace',
  name: ({ name }: { readonly name: string }) => name,
  all: { to: pathTo('namespaces'), label: 'Namespaces' },
};

/** The namespace's row; undefined if it does not exist. */
export const namespaceRowQuery = (name: string) => rowQuery('namespaces', name);

export const podsOfQuery = (namespace: string) => tableOf('pods', new URLSearchParams({ namespace, limit: '200' }));

/** Networks of the namespace's project, and the cluster's own. */
export const networksOfQuery = (projects: readonly string[]) => ({
  ...picked(
    together(
      Object.fromEntries(
        projects.map((project) => [
          project,
          tableOf('virtual-networks', new URLSearchParams({ project, limit: '1000', system: 'true' })),
        ]),
      ),
    ),
    (pages) => projects.flatMap((project) => pages[project]?.rows ?? []),
  ),
  enabled: projects.length > 0,
});
