/** Label selectors as text, in one form for all that are written differently and mean the same. */

import type { LabelSelector } from './objects.ts';

/** Whether it selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/** As `kubectl` prints it: `app=web,tier in (a,b),!old`; `*` when it is empty. */
export function selectorText(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = [...new Set(values)].sort();
    if (operator === 'Exists') parts.push(key);
    else if (operator === 'DoesNotExist') parts.push(`!${key}`);
    else if (operator === 'In' && list.length === 1) parts.push(`${key}=${list[0]}`);
    else parts.push(`${key} ${operator.toLowerCase()} (${list.join(',')})`);
  }
  return parts.length === 0 ? '*' : [...new Set(parts)].sort().join(',');
}

/** The labels that it requires, if it requires nothing else; undefined otherwise. */
export function requiredLabels(selector: LabelSelector): readonly (readonly [string, string])[] | undefined {
  const required = Object.entries(selector.matchLabels ?? {});
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator !== 'In' || new Set(values).size !== 1) return undefined;
    required.push([key, values[0]!]);
  }
  return required;
}
