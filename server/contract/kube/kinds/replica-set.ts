import { LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { POD_TEMPLATE } from '../pod-spec.ts';
import { REPLICAS } from '../replicas.ts';
import { INT32, structure } from '../schema.ts';

export const REPLICA_SET = objectSchema('ReplicaSet', 'A number of equal pods.', {
  spec: structure('ReplicaSetSpec', {
    replicas: INT32,
    minReadySeconds: INT32,
    selector: LABEL_SELECTOR,
    template: POD_TEMPLATE,
  }),
  status: structure('ReplicaSetStatus', REPLICAS),
});
