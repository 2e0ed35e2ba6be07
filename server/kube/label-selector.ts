/** `LabelSelector` objects (Deployments, ReplicaSets, policies) that are being written. */

import { matchesSelector } from '../model/kube/matches-selector.ts';
import type { LabelSelector } from '../model/kube/objects.ts';
import { childIf, items, type Draft } from './draft.ts';

/** Whether labels match the selector. An empty one matches all. */
export function matchesLabelSelector(selector: Draft, labels: Draft | undefined): boolean {
  return matchesSelector(selector as LabelSelector, labels as { readonly [key: string]: string } | undefined);
}

/** The selector as `kubectl` prints it, sorted by key: `app=web,app in (web)`; `<none>` when it is empty. */
export function formatLabelSelector(selector: Draft | undefined): string {
  const parts = Object.entries(childIf(selector, 'matchLabels') ?? {}).map(([key, value]) => ({
    key,
    text: `${key}=${String(value)}`,
  }));
  for (const expression of items(selector, 'matchExpressions')) {
    const key = String(expression['key']);
    const values = Array.isArray(expression['values']) ? [...expression['values']].map(String).sort().join(',') : '';
    parts.push({ key, text: requirementText(key, expression['operator'], values) });
  }
  parts.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return parts.length === 0 ? '<none>' : parts.map(({ text }) => text).join(',');
}

function requirementText(key: string, operator: unknown, values: string): string {
  switch (operator) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'Exists':
      return key;
    default:
      return `!${key}`;
  }
}
