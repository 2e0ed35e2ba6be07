/** The kinds whose manifests have consequences, one line each. */

export { appliedDeployment as Deployment } from './deployment.tsx';
export { appliedNamespace as Namespace } from './namespace.tsx';
export { appliedNetworkAttachment as NetworkAttachmentDefinition } from './network-attachment-definition.tsx';
export { appliedPod as Pod } from './pod.tsx';
export { appliedService as Service } from './service.tsx';
