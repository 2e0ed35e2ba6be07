import { pathTo } from '../../app/paths.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const policyObject = {
  kind: 'kube/NetworkPolicy',
  noun: 'network policy',
  name: ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`,
  all: { to: pathTo('kubernetesNetworkPolicies'), label: 'Kubernetes Network Policies' },
};

/** The policy's row; null if it does not exist. */
export const policyRowQuery = (namespace: string, name: string) =>
  rowQuery('kubernetes-network-policies', `${namespace}/${name}`);

/** The pods that it selects, and what it became. */
export const policyDetailQuery = (namespace: string, name: string) =>
  view('networkPolicy', { namespace, name }, {}, { object: `${namespace}/${name}` });

/** Pods of a namespace with their labels: the first 1,000. */
export const podsOfNamespaceQuery = (namespace: string) =>
  tableOf('pods', new URLSearchParams({ namespace, sort: 'name', limit: '1000' }));
