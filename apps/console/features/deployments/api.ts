import { pathTo } from '../../app/paths.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const deploymentObject = {
  kind: 'kube/Deployment',
  noun: 'deployment',
  name: ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`,
  all: { to: pathTo('deployments'), label: 'Deployments' },
};

/** The deployment's row; null if it does not exist. */
export const deploymentRowQuery = (namespace: string, name: string) => rowQuery('deployments', `${namespace}/${name}`);

/** Pods of the deployment, the first 200. */
export const podsOfQuery = (namespace: string, name: string) =>
  tableOf('pods', new URLSearchParams({ namespace, filter: `owner:${name}`, limit: '200' }));
