/** Rows of the Overlay pages: projects, networks, policies, IPAMs, ports. */

import { z } from 'zod';
import { conditionView, configLink, kubeLink, maybeLink, state } from '../reference.ts';
import type { Shown } from '../shown.ts';
import { rowBase } from '../table-query.ts';

export const projectRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    domain: z.string(),
    namespace: z.string().optional(),
    isolated: z.boolean(),
    networks: z.int(),
    ports: z.int(),
    system: z.boolean(),
  })
  .meta({ id: 'ProjectRow' });
export type ProjectRow = Shown<typeof projectRow>;

const subnetCell = z
  .object({
    cidr: z.string(),
    gateway: z.string().optional(),
    uuid: z.string(),
    ipam: z
      .string()
      .optional()
      .describe("The IPAM from which a flat subnet comes; absent for the network's own subnets."),
  })
  .meta({ id: 'SubnetCell' });
export type SubnetCell = Shown<typeof subnetCell>;

const routeTargetsCell = z
  .object({
    auto: z.string().optional(),
    both: z.array(z.string()),
    import: z.array(z.string()),
    export: z.array(z.string()),
  })
  .meta({ id: 'RouteTargetsCell', description: 'Route targets, each `target:<asn>:<n>`.' });
export type RouteTargetsCell = Shown<typeof routeTargetsCell>;

const networkScope = z.enum(['shared', 'isolated', 'external', 'system']);
export type NetworkScope = Shown<typeof networkScope>;

export const virtualNetworkRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    subnets: z.array(subnetCell),
    routeTargets: routeTargetsCell,
    ports: z.int(),
    pools: z.array(configLink),
    policies: z.array(configLink),
    scopes: z.array(networkScope),
    origin: z
      .object({
        kind: z.enum(['nad', 'namespace', 'cluster', 'operator', 'system']),
        link: kubeLink.optional(),
      })
      .describe('`nad:<namespace>/<name>`, `namespace:<name>`, `cluster`, `operator` or `system`.'),
    networkId: z.int().optional(),
    system: z.boolean(),
    state,
    conditions: z.array(conditionView),
    lastModified: z.string(),
  })
  .meta({ id: 'VirtualNetworkRow' });
export type VirtualNetworkRow = Shown<typeof virtualNetworkRow>;

export const networkPolicyRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    rules: z.int(),
    ruleTexts: z.array(z.string()).describe('Each rule in words, as `pass any a:b:c any <> d:e:f any`.'),
    networks: z.array(configLink),
  })
  .meta({ id: 'NetworkPolicyRow' });
export type NetworkPolicyRow = Shown<typeof networkPolicyRow>;

export const routeTableRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    routes: z.array(
      z
        .object({ prefix: z.string(), nextHop: z.string(), communities: z.array(z.string()) })
        .meta({ id: 'TableRoute', description: 'A route as it was written down; `nextHop` is empty where none was.' }),
    ),
    networks: z.array(configLink).describe('The networks that refer to the table.'),
  })
  .meta({ id: 'RouteTableRow' });
export type RouteTableRow = Shown<typeof routeTableRow>;

export const ipamRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    method: z.enum(['user-defined-subnet', 'flat-subnet', 'auto-subnet']),
    subnets: z.array(z.string()),
    networks: z.int(),
  })
  .meta({ id: 'IpamRow' });
export type IpamRow = Shown<typeof ipamRow>;

export const portRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    network: maybeLink.optional(),
    pod: kubeLink.optional(),
    interface: z.string().optional(),
    mac: z.string().optional(),
    addresses: z.array(z.string()),
    floatingIps: z.array(z.object({ uuid: z.string(), address: z.string() })),
    node: z.string().optional(),
    label: z.int().optional(),
    state,
  })
  .meta({ id: 'PortRow', description: 'A virtual machine interface.' });
export type PortRow = Shown<typeof portRow>;
