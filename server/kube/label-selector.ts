/**
 * Whether labels match a `LabelSelector` object (Deployments, ReplicaSets, policies). An empty selector matches
 * all.
 */

import { own } from '../model/own.ts';
import { childIf, items, type Draft } from './draft.ts';

export function matchesLabelSelector(selector: Draft, labels: Draft | undefined): boolean {
  for (const [key, value] of Object.entries(childIf(selector, 'matchLabels') ?? {}))
    if (own(labels, key) !== value) return false;
  return items(selector, 'matchExpressions').every((expression) => {
    const value = own(labels, String(expression['key']));
    const values = Array.isArray(expression['values']) ? expression['values'] : [];
    switch (expression['operator']) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
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
