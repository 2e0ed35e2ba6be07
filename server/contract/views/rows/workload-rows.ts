/** Rows of the Workloads pages. Ages are computed by the console from `created` (UTC ISO 8601). */

import { z } from 'zod';
import { conditionView, configLink, kubeLink, maybeLink, state } from '../reference.ts';
import type { Shown } from '../shown.ts';
import { rowBase } from '../table-query.ts';

export const namespaceRow = z
  .object({
    ...rowBase.shape,
    project: configLink.optional(),
    isolated: z.boolean(),
    phase: z.enum(['Active', 'Terminating']),
    pods: z.int(),
    deployments: z.int(),
    networks: z.int().describe("Virtual networks of the namespace's project."),
    fipPool: z
      .object({ ...maybeLink.shape, state: z.enum(['resolved', 'dangling', 'malformed']) })
      .optional()
      .describe("The floating-IP pool that the namespace's annotation names, and whether it resolves."),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    conditions: z.array(conditionView),
    created: z.string(),
  })
  .meta({ id: 'NamespaceRow' });
export type NamespaceRow = Shown<typeof namespaceRow>;

const podAddress = z
  .object({
    interface: z
      .string()
      .optional()
      .describe("Name of the interface as in network-status: `cluster-wide-default`, or the attachment's."),
    ip: z.string(),
    mac: z.string().optional(),
    network: maybeLink,
    port: z.string().optional(),
    floatingIps: z.array(z.object({ uuid: z.string(), address: z.string() })),
  })
  .meta({ id: 'PodAddress', description: "An address of a pod's interface." });
export type PodAddress = Shown<typeof podAddress>;

export const podRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']),
    state: state.describe('Why it is not Running, where known.'),
    ready: z.string(),
    node: z.string().optional(),
    addresses: z.array(podAddress),
    labels: z.record(z.string(), z.string()),
    owner: z
      .union([
        kubeLink,
        z.object({
          kind: z.string(),
          key: z.string(),
          name: z.string(),
          namespace: z.string().optional(),
        }),
      ])
      .optional()
      .describe('The workload: the Deployment above the ReplicaSet, or the direct owner.'),
    uid: z.string(),
    conditions: z.array(conditionView),
    created: z.string(),
  })
  .meta({ id: 'PodRow' });
export type PodRow = Shown<typeof podRow>;

export const deploymentRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    replicas: z.int(),
    ready: z.int(),
    available: z.int(),
    updated: z.int(),
    images: z.array(z.string()),
    labels: z.record(z.string(), z.string()),
    state,
    created: z.string(),
  })
  .meta({ id: 'DeploymentRow' });
export type DeploymentRow = Shown<typeof deploymentRow>;

export const networkAttachmentRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    cidr: z.string().optional(),
    network: maybeLink.optional().describe('The virtual network that it made or maps to.'),
    pods: z.int().describe('Pods that ask for it.'),
    state,
    annotations: z.record(z.string(), z.string()),
    conditions: z.array(conditionView),
    created: z.string(),
  })
  .meta({ id: 'NetworkAttachmentRow' });
export type NetworkAttachmentRow = Shown<typeof networkAttachmentRow>;

export const serviceRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    type: z.string(),
    clusterIp: z.string().optional(),
    asksForAddress: z.boolean().describe('Whether it asks for addresses from outside.'),
    external: z.array(z.string()).describe('Addresses from outside.'),
    ports: z.array(z.string()),
    selector: z.record(z.string(), z.string()),
    backends: z.object({ ready: z.int(), notReady: z.int() }).describe('Pods behind it, by its Endpoints.'),
    state: state.describe('Pending: an address from outside is asked for and not there, and why.'),
    conditions: z.array(conditionView),
    created: z.string(),
  })
  .meta({ id: 'ServiceRow' });
export type ServiceRow = Shown<typeof serviceRow>;

export const endpointsRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    project: z.string().optional(),
    ready: z.int(),
    notReady: z.int(),
    addresses: z.array(z.string()).describe('The first three that are ready.'),
    ports: z.array(z.string()),
    service: z.boolean().describe('Whether a service of its name exists: only then they are used.'),
    keptBy: z.enum(['controller', 'hand']).describe('`controller`: they follow from the selector of the service.'),
    state,
    created: z.string(),
  })
  .meta({ id: 'EndpointsRow' });
export type EndpointsRow = Shown<typeof endpointsRow>;

export const eventRow = z
  .object({
    ...rowBase.shape,
    namespace: z.string(),
    type: z.string().describe('Normal or Warning.'),
    reason: z.string(),
    message: z.string(),
    object: z
      .object({
        kind: z.string(),
        name: z.string(),
        namespace: z.string().optional(),
        part: z.string().optional().describe('A part of it: `spec.containers{web}`.'),
      })
      .describe('What the event is about.'),
    source: z.string().describe('The component that tells it, and its node.'),
    count: z.int(),
    firstSeen: z.string(),
    lastSeen: z.string(),
  })
  .meta({ id: 'EventRow' });
export type EventRow = Shown<typeof eventRow>;
