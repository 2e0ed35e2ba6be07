/**
 * All kinds of records in the store, as data. A config type is named as in Contrail's REST API, a Kubernetes kind as
 * `kube/<Kind>`.
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

/** The value of a record of kind `K`. */
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
