/** What Deployments and ReplicaSets have in common. */

export const APPS_PACKAGE = 'io.k8s.api.apps.v1';
