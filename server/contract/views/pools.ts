/** `/views/pool-resolution`, `/views/address-map`, `/views/kube-manager`. */

import { z } from 'zod';
import { maybeLink, revisioned } from './reference.ts';
import type { Shown } from './shown.ts';

const poolTrailStep = z
  .object({
    scope: z.enum(['object', 'namespace', 'global']),
    outcome: z.enum(['chosen', 'dangling', 'malformed', 'absent', 'not-reached']),
    wanted: z.string().optional(),
    pool: maybeLink.optional(),
    reason: z.string().describe('A sentence.'),
  })
  .meta({ id: 'PoolTrailStep', description: 'One scope that was looked at, in order: object, namespace, global.' });
export type PoolTrailStep = Shown<typeof poolTrailStep>;

export const poolResolution = z
  .object({
    ...revisioned.shape,
    namespace: z.string(),
    service: z.string().optional(),
    pool: maybeLink.optional(),
    trail: z.array(poolTrailStep),
  })
  .meta({ id: 'PoolResolution' });
export type PoolResolution = Shown<typeof poolResolution>;

const usedAddress = z
  .object({
    address: z.string(),
    kind: z.enum(['instance-ip', 'floating-ip', 'gateway', 'service-address', 'network', 'broadcast', 'service']),
    name: z.string().optional(),
    uuid: z.string().optional(),
  })
  .meta({ id: 'UsedAddress', description: 'An address that is taken.' });
export type UsedAddress = Shown<typeof usedAddress>;

export const addressMap = z
  .object({
    ...revisioned.shape,
    network: maybeLink,
    subnet: z.object({
      uuid: z.string(),
      cidr: z.string(),
      family: z.literal([4, 6]),
      ipam: maybeLink.optional(),
    }),
    gateway: z.string().optional(),
    serviceAddress: z.string().optional(),
    allocateFrom: z.enum(['top', 'bottom']).describe('From which end addresses are drawn.'),
    pools: z.array(z.object({ start: z.string(), end: z.string() })),
    size: z.union([z.int(), z.string()]),
    usable: z.union([z.int(), z.string()]),
    used: z.int(),
    free: z.union([z.int(), z.string()]),
    nextFree: z.string().optional().describe('The address that would be drawn next; absent when none is free.'),
    addresses: z.array(usedAddress).describe('Ascending, at most 1,024.'),
    more: z.int().optional().describe('Taken addresses beyond those listed.'),
  })
  .meta({ id: 'AddressMap', description: 'Numbers beyond 2^53 are decimal strings.' });
export type AddressMap = Shown<typeof addressMap>;

const kubeManagerLine = z
  .object({
    section: z.string(),
    key: z.string(),
    value: z.string(),
    meaning: z.string(),
    source: z
      .enum(['ConfigMap', 'option', 'default'])
      .describe('`ConfigMap` (edited by the console), `option` (start option), `default`.'),
    configKey: z.string().optional().describe("Key in the ConfigMap's data, as `KUBERNETES_PUBLIC_FIP_POOL`."),
    editable: z.boolean(),
    locked: z.string().optional().describe('Why not, when it is not.'),
  })
  .meta({
    id: 'KubeManagerLine',
    description:
      "One line of kube-manager's configuration, as `grep -i public " +
      '/etc/contrail/contrail-kubernetes.conf` prints it.',
  });
export type KubeManagerLine = Shown<typeof kubeManagerLine>;

export const kubeManagerAnswer = z
  .object({
    ...revisioned.shape,
    file: z.string(),
    lines: z.array(kubeManagerLine),
    configMap: z
      .object({ namespace: z.string(), name: z.string(), exists: z.boolean() })
      .describe('The ConfigMap to edit, through the Kubernetes API.'),
    globalPool: z
      .object({
        wanted: z.string(),
        pool: maybeLink.optional(),
        problem: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'KubeManagerAnswer' });
export type KubeManagerAnswer = Shown<typeof kubeManagerAnswer>;
