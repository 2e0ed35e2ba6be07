/** The Service under which pods find the API server; no pod stands behind it. */
export const API_SERVICE = { namespace: 'default', name: 'kubernetes', key: 'default/kubernetes' } as const;
