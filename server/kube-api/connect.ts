/** Subresources that connect a client with a container, instead of showing or changing an object. */

import type { Request, Response } from 'express';
import type { Containers } from '../containers/containers.ts';
import type { Pod } from '../containers/place.ts';
import { notFound } from '../kube/kube-problem.ts';
import type { JsonObject } from '../model/json.ts';
import { kubeKey } from '../model/kube/types.ts';
import type { Store } from '../store/store.ts';
import type { KubePath } from './kube-path.ts';
import { failure } from './status.ts';

export interface ConnectRequest {
  readonly request: Request;
  readonly response: Response;
  readonly target: KubePath;
  readonly query: URLSearchParams;
  readonly store: Store;
  readonly containers: Containers;
  readonly onFault: (error: unknown) => void;
}

/** Answers, or refuses by throwing before anything is sent. */
export type Connect = (asked: ConnectRequest) => Promise<void>;

/** The pod of the path, once it is durable. Throws 404. */
export async function durablePod({ store, target }: ConnectRequest): Promise<Pod> {
  const stored = store.get('kube/Pod', kubeKey(target.namespace, target.name ?? ''));
  await store.durable(store.revision);
  if (stored === undefined) throw notFound('Pod', target.name ?? '');
  return stored.value;
}

/** The name of the container that is asked for: the only one where none is. Throws 400 as the API server does. */
export function containerOf({ metadata, spec, status }: Pod, asked: string | null): string {
  const names = (spec?.containers ?? []).map(({ name }) => String(name));
  if (asked !== null && asked !== '') {
    if (!names.includes(asked))
      throw failure(400, 'BadRequest', `container ${asked} is not valid for pod ${metadata.name}`);
    return asked;
  }
  if (names.length === 1) return names[0]!;
  if (names.length === 0)
    throw failure(400, 'BadRequest', `a container name must be specified for pod ${metadata.name}`);
  const phase = status?.phase ?? 'Pending';
  throw failure(
    400,
    'BadRequest',
    `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]` +
      (phase === 'Pending' ? ' (the pod is Pending)' : ''),
  );
}

/** The status of a container; undefined while there is none. */
function containerStatusOf({ status }: Pod, container: string): JsonObject | undefined {
  return status?.containerStatuses?.find(({ name }) => name === container);
}

/** Since when a container runs, as its status says; undefined if it does not. */
export function runningSince(pod: Pod, container: string): string | undefined {
  const state = containerStatusOf(pod, container)?.['state'] as { readonly running?: JsonObject } | undefined;
  const since = state?.running?.['startedAt'];
  return typeof since === 'string' ? since : undefined;
}
