/** A pod that runs, in a store alone: without controllers. */

import { randomUUID } from 'node:crypto';
import { createKubeObject, updateStatus } from '../kube/operations.ts';
import type { JsonObject } from '../model/json.ts';
import type { Store } from '../store/store.ts';

const ORIGIN = { actor: 'operator', source: 'kube' } as const;

export interface PodGiven {
  readonly name: string;
  readonly containers?: readonly JsonObject[];
  readonly spec?: JsonObject;
  /** Default: it runs. */
  readonly pending?: boolean;
}

export function runningPod(store: Store, { name, containers, spec = {}, pending = false }: PodGiven): void {
  const given = containers ?? [{ name: 'web', image: 'busybox' }];
  const startedAt = '2026-11-23T08:30:48Z';
  store.transact(ORIGIN, (transaction) => {
    const context = { transaction, mint: { uuid: randomUUID } };
    createKubeObject(context, 'Pod', {
      metadata: { name, namespace: 'default' },
      spec: { nodeName: 'node-1', containers: [...given], ...spec },
    });
    if (pending) return;
    updateStatus(context, 'Pod', `default/${name}`, {
      phase: 'Running',
      startTime: startedAt,
      podIP: '10.47.255.250',
      podIPs: [{ ip: '10.47.255.250' }],
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: startedAt }],
      containerStatuses: given.map((container) => ({
        name: String(container['name']),
        image: String(container['image']),
        imageID: '',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt } },
      })),
    });
  });
}
