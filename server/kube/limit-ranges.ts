/** What LimitRanges do to a pod that is created: they fill in requests and limits, and refuse what is out of range. */

import { formatQuantity, type Quantity } from '../model/kube/quantity.ts';
import { by } from '../model/order.ts';
import { byNamespace } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';
import { child, childIf, items, setField, text, type Draft } from './draft.ts';
import { forbidden } from './kube-problem.ts';
import { amountsOf, containerAmounts, podAmounts, type Amounts } from './quota/pod-resources.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** The limits of a namespace, in order of the names of their objects. */
function limitsIn(read: Read, namespace: string): readonly Draft[] {
  if (read.countIn(byNamespace('kube/LimitRange'), namespace) === 0) return [];
  return [...read.lookup(byNamespace('kube/LimitRange'), namespace)]
    .sort(by(({ key }) => key))
    .flatMap(({ value }) => items(value.spec as Draft | undefined, 'limits'));
}

/** Fills in the requests and limits that containers of the pod do not give, and notes in an annotation which. */
export function fillInLimits(read: Read, pod: Draft): void {
  const metadata = childIf(pod, 'metadata');
  const limits = limitsIn(read, text(metadata, 'namespace') ?? '').filter(({ type }) => type === 'Container');
  if (limits.length === 0) return;
  const spec = childIf(pod, 'spec');
  const set: string[] = [];
  for (const [list, word] of [
    ['containers', 'container'],
    ['initContainers', 'init container'],
  ] as const)
    for (const container of items(spec, list)) {
      const name = text(container, 'name') ?? '';
      for (const [field, from, told] of [
        ['requests', 'defaultRequest', 'request'],
        ['limits', 'default', 'limit'],
      ] as const) {
        const filled = limits.flatMap((limit) => fillIn(container, field, childIf(limit, from)));
        if (filled.length > 0) set.push(`${filled.sort().join(', ')} ${told} for ${word} ${name}`);
      }
    }
  if (set.length > 0)
    child(child(pod, 'metadata'), 'annotations')[ANNOTATION] = `LimitRanger plugin set: ${set.join('; ')}`;
}

/** The resources that were filled in. */
function fillIn(container: Draft, field: 'requests' | 'limits', defaults: Draft | undefined): string[] {
  const filled: string[] = [];
  for (const [resource, amount] of Object.entries(defaults ?? {})) {
    const list = child(child(container, 'resources'), field);
    if (Object.hasOwn(list, resource)) continue;
    setField(list, resource, amount);
    filled.push(resource);
  }
  return filled;
}

/** 403 if a container or the pod is out of the range of a LimitRange. */
export function assertWithinLimits(read: Read, pod: Draft): void {
  const metadata = childIf(pod, 'metadata');
  const spec = childIf(pod, 'spec');
  const faults = limitsIn(read, text(metadata, 'namespace') ?? '').flatMap((limit) => {
    const type = text(limit, 'type') ?? '';
    return limited(type, spec).flatMap(({ requests, limits }) => faultsOf(limit, type, requests, limits));
  });
  const told = [...new Set(faults)];
  if (told.length > 0)
    throw forbidden('Pod', text(metadata, 'name') ?? '', told.length === 1 ? told[0]! : `[${told.join(', ')}]`);
}

/** What of a pod a limit of this type is about. */
function limited(
  type: string,
  spec: Draft | undefined,
): readonly { readonly requests: Amounts; readonly limits: Amounts }[] {
  if (type === 'Container')
    return [...items(spec, 'containers'), ...items(spec, 'initContainers')].map((container) => ({
      requests: containerAmounts(container, 'requests'),
      limits: containerAmounts(container, 'limits'),
    }));
  // Beside these there are limits of claims, of which a pod has none.
  return type === 'PersistentVolumeClaim'
    ? []
    : [{ requests: podAmounts(spec, 'requests'), limits: podAmounts(spec, 'limits') }];
}

function faultsOf(limit: Draft, type: string, requests: Amounts, limits: Amounts): string[] {
  const faults: string[] = [];
  for (const [resource, least] of amountsOf(childIf(limit, 'min'))) {
    const why = `minimum ${resource} usage per ${type} is ${formatQuantity(least)}`;
    const [request, limited] = [requests.get(resource), limits.get(resource)];
    if (request === undefined) faults.push(`${why}.  No request is specified`);
    else if (request.nano < least.nano) faults.push(`${why}, but request is ${formatQuantity(request)}`);
    else if (limited !== undefined && limited.nano < least.nano)
      faults.push(`${why}, but limit is ${formatQuantity(limited)}`);
  }
  for (const [resource, most] of amountsOf(childIf(limit, 'max'))) {
    const why = `maximum ${resource} usage per ${type} is ${formatQuantity(most)}`;
    const [request, limited] = [requests.get(resource), limits.get(resource)];
    if (limited === undefined) faults.push(`${why}.  No limit is specified`);
    else if (limited.nano > most.nano) faults.push(`${why}, but limit is ${formatQuantity(limited)}`);
    else if (request !== undefined && request.nano > most.nano)
      faults.push(`${why}, but request is ${formatQuantity(request)}`);
  }
  for (const [resource, most] of amountsOf(childIf(limit, 'maxLimitRequestRatio'))) {
    const fault = ratioFault(requests.get(resource), limits.get(resource), most);
    if (fault !== undefined)
      faults.push(`${resource} max limit to request ratio per ${type} is ${formatQuantity(most)}, but ${fault}`);
  }
  return faults;
}

function ratioFault(request: Quantity | undefined, limited: Quantity | undefined, most: Quantity): string | undefined {
  if (request === undefined || request.nano === 0n) return 'no request is specified or request is 0';
  if (limited === undefined || limited.nano === 0n) return 'no limit is specified or limit is 0';
  // A ratio is a plain number: its billionths are compared after multiplying out.
  return limited.nano * 1_000_000_000n > most.nano * request.nano
    ? `provided ratio is ${(Number(limited.nano) / Number(request.nano)).toFixed(6)}`
    : undefined;
}
