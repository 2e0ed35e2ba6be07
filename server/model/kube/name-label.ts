/** Has the namespace's name as its value, in every namespace: Kubernetes sets it. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';
