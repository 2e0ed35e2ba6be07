/** `LabelSelector` objects (Deployments, ReplicaSets, policies) that are being written. */

import { matchesSelector } from '../model/kube/matches-selector.ts';
import type { LabelSelector } from '../model/kube/objects.ts';
import { childIf, items, type Draft } from './draft.ts';

/** Whether labels match the selector. An empty one matches all. */
export function matchesLabelSelector(selector: Draft, labels: Draft | undefined): boolean {
  return matchesSelector(selector as LabelSelector, labels as { readonly [key: string]: string } | undefined);
}

/** The selector as `kubectl` prints it: `app=web,app in (web)`; `<none>` when it is empty. */
export function formatLabelSelector(selector: Draft | undefined): string {
  const parts = Object.entries(childIf(selector, 'matchLabels') ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort();
  for (const expression of items(selector, 'matchExpressions')) {
    const key = String(expression['key']);
    const values = Array.isArray(expression['values']) ? [...expression['values']].map(String).sort().join(',') : '';
    switch (expression['operator']) {
      case 'In':
        parts.push(`${key} in (${values})`);
        break;
      case 'NotIn':
        parts.push(`${key} notin (${values})`);
        break;
      case 'Exists':
        parts.push(key);
        break;
      default:
        parts.push(`!${key}`);
    }
  }
  return parts.length === 0 ? '<none>' : parts.join(',');
}
