import { LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { choice, field, INT32, INT_OR_TEXT, listOf, pointer, required, structure, TEXT } from '../schema.ts';

const PACKAGE = 'io.k8s.api.networking.v1';

const PORT = structure(
  'NetworkPolicyPort',
  {
    protocol: pointer(1, choice('SCTP', 'TCP', 'UDP'), 'TCP (default), UDP or SCTP.'),
    port: field(2, INT_OR_TEXT, 'A number, or the name of a container port of the destination; absent: all.'),
    endPort: pointer(3, INT32, 'The last port of a range that begins with port.'),
  },
  'A port, or a range of ports.',
  PACKAGE,
);
const PORTS = field(1, listOf(PORT), 'Absent or empty: every port.');
const IP_BLOCK = structure(
  'IPBlock',
  {
    cidr: required(1, TEXT, 'The addresses: 10.0.0.0/8.'),
    except: field(2, listOf(TEXT), 'Parts of them that are not meant.'),
  },
  'A range of addresses.',
  PACKAGE,
);
const PEER = structure(
  'NetworkPolicyPeer',
  {
    podSelector: field(1, LABEL_SELECTOR, 'Pods of the namespaces that namespaceSelector selects, else of this one.'),
    namespaceSelector: field(2, LABEL_SELECTOR, 'Namespaces; an empty selector selects all.'),
    ipBlock: field(3, IP_BLOCK, 'A range of addresses, in place of selectors.'),
  },
  'The other end of a connection.',
  PACKAGE,
);
const INGRESS = structure(
  'NetworkPolicyIngressRule',
  { ports: PORTS, from: field(2, listOf(PEER), 'Absent or empty: everybody.') },
  'What may come in.',
  PACKAGE,
);
const EGRESS = structure(
  'NetworkPolicyEgressRule',
  { ports: PORTS, to: field(2, listOf(PEER), 'Absent or empty: everywhere.') },
  'Where the pods may connect to.',
  PACKAGE,
);

export const NETWORK_POLICY = objectSchema(
  'NetworkPolicy',
  'What may reach the pods that it selects, and what they.',
  {
    spec: field(
      2,
      structure(
        'NetworkPolicySpec',
        {
          podSelector: required(1, LABEL_SELECTOR, 'The pods that the policy isolates; an empty selector selects all.'),
          ingress: field(2, listOf(INGRESS), 'What may come in.'),
          egress: field(3, listOf(EGRESS), 'Where the pods may connect to.'),
          policyTypes: field(
            4,
            listOf(TEXT),
            'The directions that it isolates: Ingress unless given, and Egress if it has egress rules.',
          ),
        },
        'What a policy is to be.',
        PACKAGE,
      ),
      'What the policy is to be.',
    ),
  },
  PACKAGE,
);
