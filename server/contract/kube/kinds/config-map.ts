import { objectSchema } from '../metadata.ts';
import { FLAG, mapOf, TEXT } from '../schema.ts';

export const CONFIG_MAP = objectSchema(
  'ConfigMap',
  'Keys and texts. contrail/contrail-kubernetes-config is the configuration of kube-manager.',
  {
    data: mapOf(TEXT),
    binaryData: mapOf(TEXT),
    immutable: FLAG,
  },
);
