import { objectSchema } from '../metadata.ts';
import { described, structure, TEXT } from '../schema.ts';

export const NETWORK_ATTACHMENT_DEFINITION = objectSchema(
  'NetworkAttachmentDefinition',
  'NetworkAttachmentDefinition names a network that a pod can be attached to',
  {
    spec: described(
      structure('NetworkAttachmentDefinitionSpec', { config: described(TEXT, 'a CNI configuration as a JSON string') }),
      'what the network is',
    ),
  },
);
