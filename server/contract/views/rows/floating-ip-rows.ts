/** Rows of Overlay > Floating IP: the tabs Addresses and Pools. */

import { z } from 'zod';
import { conditionView, configLink, kubeLink, maybeLink, state } from '../reference.ts';
import type { Shown } from '../shown.ts';
import { rowBase } from '../table-query.ts';

const associatedPort = z
  .object({
    ...maybeLink.shape,
    pod: kubeLink.optional(),
    node: z.string().optional(),
    label: z.int().optional(),
  })
  .meta({
    id: 'AssociatedPort',
    description: 'The port with which a floating IP is associated. `uuid` absent: the reference dangles.',
  });
export type AssociatedPort = Shown<typeof associatedPort>;

export const floatingIpRow = z
  .object({
    ...rowBase.shape,
    address: z.string().optional(),
    family: z.enum(['v4', 'v6']),
    pool: configLink.optional(),
    network: configLink.optional(),
    project: maybeLink.optional().describe("The requester's project."),
    ports: z.array(associatedPort),
    fixedIp: z.string().optional(),
    node: z.string().optional(),
    label: z.int().optional(),
    direction: z.enum(['both', 'ingress', 'egress']),
    portMappings: z.array(z.object({ protocol: z.string(), srcPort: z.int(), dstPort: z.int() })),
    state: state.describe('Not associated, Programmed, Not exported, Dangling port, …'),
    conditions: z.array(conditionView),
  })
  .meta({ id: 'FloatingIpRow' });
export type FloatingIpRow = Shown<typeof floatingIpRow>;

const poolSubnet = z
  .object({
    cidr: z.string(),
    uuid: z.string(),
  })
  .meta({ id: 'PoolSubnet' });

export const floatingIpPoolRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    network: maybeLink,
    project: z.string(),
    subnets: z.array(poolSubnet),
    used: z.int().describe('Floating IPs of the pool.'),
    capacity: z
      .union([z.int(), z.string()])
      .describe('Addresses that its subnets can give, floating or not; a decimal string when beyond 2^53.'),
    sharedWith: z.array(maybeLink),
    sharedWithAll: z.boolean(),
    wantedBy: z
      .array(z.string())
      .describe("Namespaces (and kube-manager's global option, as `global`) that name this pool."),
    routeTargets: z.array(z.string()),
    state,
    conditions: z.array(conditionView),
  })
  .meta({ id: 'FloatingIpPoolRow' });
export type FloatingIpPoolRow = Shown<typeof floatingIpPoolRow>;
