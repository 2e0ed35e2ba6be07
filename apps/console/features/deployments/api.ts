import { rowQuery, tableOf } from '../../data/tables.ts';

const KINDS = ['kube/Deployment', 'kube/ReplicaSet', 'kube/Pod'];

export const deploymentsQuery = (query: URLSearchParams) => tableOf('deployments', KINDS, query);

/** The deployment's row; null when there is none. */
export const deploymentRowQuery = (namespace: string, name: string) =>
  rowQuery('deployments', KINDS, `${namespace}/${name}`);

/** Pods of the deployment, the first 200. */
export const podsOfQuery = (namespace: string, name: string) =>
  tableOf(
    'pods',
    ['kube/Pod', 'instance-ip', 'floating-ip'],
    new URLSearchParams({ namespace, filter: `owner:${name}`, limit: '200' }),
  );
