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

/**
 * Reads what `selectorText` writes, and `kubectl -l` takes: `app=web,tier in (a,b),tier notin (c),x!=y,has,!old`. Empty
 * and `*`: everything. Otherwise the part that is none of these. Keys and values are not validated.
 */
export function parseSelectorText(text: string): LabelSelector | { readonly unread: string } {
  const matchLabels: Record<string, string> = Object.create(null);
  const matchExpressions: NonNullable<LabelSelector['matchExpressions']>[number][] = [];
  if (text.trim() !== '*')
    for (const part of text.split(/,(?![^(]*\))/).map((each) => each.trim())) {
      if (part === '') continue;
      const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/i.exec(part);
      const pair = /^([^\s=!]+)\s*(!=|==?)\s*([^\s=!]*)$/.exec(part);
      const bare = /^(!?)\s*([^\s=!()]+)$/.exec(part);
      if (set !== null)
        matchExpressions.push({
          key: set[1]!,
          operator: set[2]!.toLowerCase() === 'in' ? 'In' : 'NotIn',
          values: set[3]!.split(',').map((value) => value.trim()),
        });
      else if (pair !== null && pair[2] !== '!=' && matchLabels[pair[1]!] === undefined)
        matchLabels[pair[1]!] = pair[3]!;
      else if (pair !== null)
        matchExpressions.push({ key: pair[1]!, operator: pair[2] === '!=' ? 'NotIn' : 'In', values: [pair[3]!] });
      else if (bare !== null)
        matchExpressions.push({ key: bare[2]!, operator: bare[1] === '!' ? 'DoesNotExist' : 'Exists' });
      else return { unread: part };
    }
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels: { ...matchLabels } }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
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
