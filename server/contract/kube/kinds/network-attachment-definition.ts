import { objectSchema } from '../metadata.ts';
import { described, structure, TEXT } from '../schema.ts';

/** The reverse of the API group, and its version. */
const PACKAGE = 'io.cncf.cni.k8s.v1';

export const NETWORK_ATTACHMENT_DEFINITION = objectSchema(
  'NetworkAttachmentDefinition',
  'NetworkAttachmentDefinition names a network that a pod can be attached to',
  {
    spec: described(
      structure(
        'NetworkAttachmentDefinitionSpec',
        { config: described(TEXT, 'a CNI configuration as a JSON string') },
        'what the network is',
        PACKAGE,
      ),
      'what the network is',
    ),
  },
  PACKAGE,
);
