import { rowQuery, tableOf } from '../../data/tables.ts';

/** The deployment's row; null if it does not exist. */
export const deploymentRowQuery = (namespace: string, name: string) => rowQuery('deployments', `${namespace}/${name}`);

/** Pods of the deployment, the first 200. */
export const podsOfQuery = (namespace: string, name: string) =>
  tableOf('pods', new URLSearchParams({ namespace, filter: `owner:${name}`, limit: '200' }));
