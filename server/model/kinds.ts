/**
 * Every kind of record that the store keeps, as data.
 * A config type is spelled as Contrail's REST type, a Kubernetes kind as `kube/<Kind>`.
 */

import type { ConfigRecordOf, ConfigType } from './config/types.ts';
import type { KubeKind, KubeObjectOf } from './kube/types.ts';
import type { KeyValue } from './oper/key-value.ts';
import type { NumberPoolCursor } from './oper/number-pool.ts';
import type { VrfId } from './oper/vrf-id.ts';

/** Store kind of a Kubernetes object. */
export type KubeStoreKind = `kube/${KubeKind}`;

/** All store kinds. */
export type Kind = ConfigType | KubeStoreKind | 'number-pool' | 'vrf-id' | 'key-value';

/** The value that a record of kind `K` holds. */
export type ValueOf<K extends Kind> = K extends ConfigType
  ? ConfigRecordOf<K>
  : K extends `kube/${infer N extends KubeKind}`
    ? KubeObjectOf<N>
    : K extends 'number-pool'
      ? NumberPoolCursor
      : K extends 'vrf-id'
        ? VrfId
        : K extends 'key-value'
          ? KeyValue
          : never;
