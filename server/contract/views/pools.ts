/** `/views/pool-resolution`, `/views/address-map`, `/views/kube-manager`. */

import type { MaybeLink, Revisioned } from './reference.ts';

/** One scope that was looked at, in order: object, namespace, global. */
export interface PoolTrailStep {
  readonly scope: 'object' | 'namespace' | 'global';
  readonly outcome: 'chosen' | 'dangling' | 'malformed' | 'absent' | 'not-reached';
  readonly wanted?: string;
  readonly pool?: MaybeLink;
  /** A sentence. */
  readonly reason: string;
}

/** `GET /views/pool-resolution?namespace=<name>`. */
export interface PoolResolution extends Revisioned {
  readonly namespace: string;
  readonly pool?: MaybeLink;
  readonly trail: readonly PoolTrailStep[];
}

/** An address that is taken. */
export interface UsedAddress {
  readonly address: string;
  readonly kind: 'instance-ip' | 'floating-ip' | 'gateway' | 'service-address' | 'network' | 'broadcast' | 'service';
  readonly name?: string;
  readonly uuid?: string;
}

/** `GET /views/address-map/<network uuid>/<subnet uuid>`; numbers beyond 2^53 are decimal strings. */
export interface AddressMap extends Revisioned {
  readonly network: MaybeLink;
  readonly subnet: { readonly uuid: string; readonly cidr: string; readonly family: 4 | 6; readonly ipam?: MaybeLink };
  readonly gateway?: string;
  readonly serviceAddress?: string;
  /** From which end addresses are drawn. */
  readonly allocateFrom: 'top' | 'bottom';
  readonly pools: readonly { readonly start: string; readonly end: string }[];
  readonly size: number | string;
  readonly usable: number | string;
  readonly used: number;
  readonly free: number | string;
  /** The address that would be drawn next; absent when none is free. */
  readonly nextFree?: string;
  /** Ascending, at most 1,024. */
  readonly addresses: readonly UsedAddress[];
  /** Taken addresses beyond those listed. */
  readonly more?: number;
}

/** One line of kube-manager's configuration, as `grep -i public /etc/contrail/contrail-kubernetes.conf` prints it. */
export interface KubeManagerLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly meaning: string;
  /** `ConfigMap` (edited by the console), `option` (start option), `default`. */
  readonly source: 'ConfigMap' | 'option' | 'default';
  /** Key in the ConfigMap's data, as `KUBERNETES_PUBLIC_FIP_POOL`. */
  readonly configKey?: string;
  readonly editable: boolean;
  /** Why not, when it is not. */
  readonly locked?: string;
}

/** `GET /views/kube-manager`. */
export interface KubeManagerAnswer extends Revisioned {
  readonly file: string;
  readonly lines: readonly KubeManagerLine[];
  /** The ConfigMap to edit, through the Kubernetes API. */
  readonly configMap: { readonly namespace: string; readonly name: string; readonly exists: boolean };
  readonly globalPool?: { readonly wanted: string; readonly pool?: MaybeLink; readonly problem?: string };
}
