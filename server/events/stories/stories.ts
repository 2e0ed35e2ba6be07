/** The stories of the kinds, one line each; of a kind that has none only warnings and conditions are told. */

import type { KubeKind } from '../../model/kube/types.ts';
import type { Story } from '../told.ts';
import { deploymentStory } from './deployment.ts';
import { namespaceStory } from './namespace.ts';
import { nodeStory } from './node.ts';
import { podStory } from './pod.ts';
import { replicaSetStory } from './replica-set.ts';
import { serviceStory } from './service.ts';

export const STORIES: { readonly [K in KubeKind]?: Story<K> } = {
  Deployment: deploymentStory,
  Namespace: namespaceStory,
  Node: nodeStory,
  Pod: podStory,
  ReplicaSet: replicaSetStory,
  Service: serviceStory,
};
