import { objectSchema } from '../metadata.ts';
import { BYTES, field, FLAG, mapOf, pointer, TEXT } from '../schema.ts';

export const CONFIG_MAP = objectSchema(
  'ConfigMap',
  'Keys and texts. contrail/contrail-kubernetes-config is the configuration of kube-manager.',
  {
    data: field(2, mapOf(TEXT), 'Keys and their texts.'),
    binaryData: field(3, mapOf(BYTES), 'Keys and their bytes, as base64.'),
    immutable: pointer(4, FLAG, 'Whether data and binaryData can no longer change.'),
  },
);
