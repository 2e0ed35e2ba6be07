/** What decides on which node a pod runs, besides its node selector. */

import { LABEL_SELECTOR } from './metadata.ts';
import { choice, field, INT32, INT64, listOf, pointer, required, structure, TEXT } from './schema.ts';

const NODE_REQUIREMENT = structure(
  'NodeSelectorRequirement',
  {
    key: required(1, TEXT, 'The key of the label, or the path of the field.'),
    operator: required(
      2,
      choice('DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'),
      'How it is compared with the values.',
    ),
    values: field(3, listOf(TEXT), 'The values: one for Gt and Lt, none for Exists and DoesNotExist.'),
  },
  'A requirement for a node.',
);
const NODE_TERM = structure(
  'NodeSelectorTerm',
  {
    matchExpressions: field(1, listOf(NODE_REQUIREMENT), 'Requirements for labels of the node, all of them.'),
    matchFields: field(2, listOf(NODE_REQUIREMENT), 'Requirements for fields of the node, all of them.'),
  },
  'Requirements for a node; a term without any selects none.',
);
const NODE_SELECTOR = structure(
  'NodeSelector',
  { nodeSelectorTerms: required(1, listOf(NODE_TERM), 'A node must meet one of them.') },
  'Selects nodes.',
);
const PREFERRED_NODE = structure(
  'PreferredSchedulingTerm',
  {
    weight: required(1, INT32, 'Its weight, 1–100.'),
    preference: required(2, NODE_TERM, 'What is preferred.'),
  },
  'A preference for nodes.',
);
const NODE_AFFINITY = structure(
  'NodeAffinity',
  {
    requiredDuringSchedulingIgnoredDuringExecution: field(1, NODE_SELECTOR, 'What the node must be.'),
    preferredDuringSchedulingIgnoredDuringExecution: field(2, listOf(PREFERRED_NODE), 'What the node should be.'),
  },
  'Rules for the node of a pod.',
);
const POD_TERM = structure(
  'PodAffinityTerm',
  {
    labelSelector: field(1, LABEL_SELECTOR, 'The pods that are meant.'),
    namespaces: field(2, listOf(TEXT), "Their namespaces; the pod's own unless given."),
    topologyKey: required(3, TEXT, 'The label of nodes that are one place.'),
    namespaceSelector: field(4, LABEL_SELECTOR, 'Their namespaces, by labels.'),
    matchLabelKeys: field(5, listOf(TEXT), 'Labels in which they equal the pod.'),
    mismatchLabelKeys: field(6, listOf(TEXT), 'Labels in which they differ from the pod.'),
  },
  'Pods beside which a pod runs, or does not.',
);
const WEIGHTED_POD_TERM = structure(
  'WeightedPodAffinityTerm',
  {
    weight: required(1, INT32, 'Its weight, 1–100.'),
    podAffinityTerm: required(2, POD_TERM, 'What is preferred.'),
  },
  'A preference for pods.',
);
const POD_RULES = {
  requiredDuringSchedulingIgnoredDuringExecution: field(1, listOf(POD_TERM), 'What must be, all of it.'),
  preferredDuringSchedulingIgnoredDuringExecution: field(2, listOf(WEIGHTED_POD_TERM), 'What should be.'),
};
export const AFFINITY = structure(
  'Affinity',
  {
    nodeAffinity: field(1, NODE_AFFINITY, 'Rules for the node.'),
    podAffinity: field(2, structure('PodAffinity', POD_RULES, 'Pods to run beside.'), 'Pods to run beside.'),
    podAntiAffinity: field(
      3,
      structure('PodAntiAffinity', POD_RULES, 'Pods not to run beside.'),
      'Pods not to run beside.',
    ),
  },
  'Rules for the choice of a node.',
);
export const TOLERATION = structure(
  'Toleration',
  {
    key: field(1, TEXT, 'The key of the taint; all keys unless given.'),
    operator: field(2, choice('Equal', 'Exists'), 'Equal (default) or Exists.'),
    value: field(3, TEXT, 'The value of the taint, for Equal.'),
    effect: field(
      4,
      choice('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
      'The effect of the taint; all effects unless given.',
    ),
    tolerationSeconds: pointer(5, INT64, 'How long NoExecute is tolerated; for ever unless given.'),
  },
  'A taint of nodes that a pod tolerates.',
);
export const TOPOLOGY_SPREAD = structure(
  'TopologySpreadConstraint',
  {
    maxSkew: required(1, INT32, 'How much the numbers of pods may differ.'),
    topologyKey: required(2, TEXT, 'The label of nodes that are one place.'),
    whenUnsatisfiable: required(
      3,
      choice('DoNotSchedule', 'ScheduleAnyway'),
      'What becomes of a pod that does not fit.',
    ),
    labelSelector: field(4, LABEL_SELECTOR, 'The pods that are counted.'),
    minDomains: pointer(5, INT32, 'The least number of places.'),
    nodeAffinityPolicy: pointer(6, TEXT, "Whether the pod's node affinity counts: Honor (default) or Ignore."),
    nodeTaintsPolicy: pointer(7, TEXT, 'Whether taints count: Honor or Ignore (default).'),
    matchLabelKeys: field(8, listOf(TEXT), 'Labels in which the counted pods equal the pod.'),
  },
  'How pods are spread over nodes.',
);
