import { LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { described, INT32, INT_OR_TEXT, listOf, structure, TEXT, type KubeSchema } from '../schema.ts';

const PORTS = listOf(
  structure('NetworkPolicyPort', {
    protocol: described(TEXT, 'TCP (default), UDP or SCTP.'),
    port: described(INT_OR_TEXT, 'A number, or the name of a container port of the destination; absent: all.'),
    endPort: described(INT32, 'The last port of a range that begins with port.'),
  }),
  'Absent or empty: every port.',
);

const peers = (description: string): KubeSchema =>
  listOf(
    structure('NetworkPolicyPeer', {
      podSelector: described(
        LABEL_SELECTOR,
        'Pods of the namespaces that namespaceSelector selects, else of this one.',
      ),
      namespaceSelector: described(LABEL_SELECTOR, 'Namespaces; an empty selector selects all.'),
      ipBlock: structure('IPBlock', { cidr: TEXT, except: listOf(TEXT) }),
    }),
    description,
  );

export const NETWORK_POLICY = objectSchema('NetworkPolicy', 'What may reach the pods that it selects, and what they.', {
  spec: structure('NetworkPolicySpec', {
    podSelector: described(LABEL_SELECTOR, 'The pods that the policy isolates; an empty selector selects all.'),
    policyTypes: described(
      listOf(TEXT),
      'The directions that it isolates: Ingress unless given, and Egress if it has egress rules.',
    ),
    ingress: listOf(
      structure('NetworkPolicyIngressRule', { ports: PORTS, from: peers('Absent or empty: everybody.') }),
      'What may come in.',
    ),
    egress: listOf(
      structure('NetworkPolicyEgressRule', { ports: PORTS, to: peers('Absent or empty: everywhere.') }),
      'Where the pods may connect to.',
    ),
  }),
});
