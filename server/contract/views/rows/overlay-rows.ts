/** Rows of the Overlay pages: projects, networks, policies, IPAMs, ports. */

import type { ConditionView, ConfigLink, KubeLink, MaybeLink, State } from '../reference.ts';
import type { RowBase } from '../table-query.ts';

export interface ProjectRow extends RowBase {
  readonly fqName: string;
  readonly domain: string;
  readonly namespace?: string;
  readonly isolated: boolean;
  readonly networks: number;
  readonly ports: number;
  readonly system: boolean;
}

export interface SubnetCell {
  readonly cidr: string;
  readonly gateway?: string;
  readonly uuid: string;
  /** The IPAM from which a flat subnet comes; absent for the network's own subnets. */
  readonly ipam?: string;
}

/** Route targets, each `target:<asn>:<n>`. */
export interface RouteTargetsCell {
  readonly auto?: string;
  readonly both: readonly string[];
  readonly import: readonly string[];
  readonly export: readonly string[];
}

export type NetworkScope = 'shared' | 'isolated' | 'external' | 'system';

export interface VirtualNetworkRow extends RowBase {
  readonly fqName: string;
  readonly project: string;
  readonly subnets: readonly SubnetCell[];
  readonly routeTargets: RouteTargetsCell;
  readonly ports: number;
  readonly pools: readonly ConfigLink[];
  readonly policies: readonly ConfigLink[];
  readonly scopes: readonly NetworkScope[];
  /** `nad:<namespace>/<name>`, `namespace:<name>`, `cluster`, `operator` or `system`. */
  readonly origin: { readonly kind: 'nad' | 'namespace' | 'cluster' | 'operator' | 'system'; readonly link?: KubeLink };
  readonly networkId?: number;
  readonly system: boolean;
  readonly state: State;
  readonly conditions: readonly ConditionView[];
  readonly lastModified: string;
}

export interface NetworkPolicyRow extends RowBase {
  readonly fqName: string;
  readonly project: string;
  readonly rules: number;
  /** Each rule in words, as `pass any a:b:c any <> d:e:f any`. */
  readonly ruleTexts: readonly string[];
  readonly networks: readonly ConfigLink[];
}

export interface IpamRow extends RowBase {
  readonly fqName: string;
  readonly project: string;
  readonly method: 'user-defined-subnet' | 'flat-subnet' | 'auto-subnet';
  readonly subnets: readonly string[];
  readonly networks: number;
}

/** A virtual machine interface. */
export interface PortRow extends RowBase {
  readonly fqName: string;
  readonly project: string;
  readonly network?: MaybeLink;
  readonly pod?: KubeLink;
  readonly interface?: string;
  readonly mac?: string;
  readonly addresses: readonly string[];
  readonly floatingIps: readonly { readonly uuid: string; readonly address: string }[];
  readonly node?: string;
  readonly label?: number;
  readonly state: State;
}
