/** Parses names and labels of Kubernetes objects from user input. Pure. */

import { kubeNameFaults, labelKeyFaults, labelValueFault } from '../../../server/engine/validation/kube-name.ts';

/** The error in a name (RFC 1123 label); undefined if it is valid. */
export function nameFault(typed: string): string | undefined {
  const name = typed.trim();
  if (name === '') return 'Name is missing.';
  const [fault] = kubeNameFaults(name, 'label');
  if (fault === undefined) return undefined;
  return fault.code === 'kube-name/too-long'
    ? `The name has ${fault.facts.length} characters; at most ${fault.facts.longest}.`
    : `${name}: use small letters, digits and hyphens, with a letter or digit at both ends.`;
}

export type LabelReading = { readonly labels: Readonly<Record<string, string>>; readonly fault?: string };

/** `app=webserver`, separated by line breaks or commas. */
export function readLabels(typed: string): LabelReading {
  const labels: Record<string, string> = {};
  for (const part of typed
    .split(/[\n,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')) {
    const at = part.indexOf('=');
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? '' : part.slice(at + 1);
    if (at < 0) return { labels, fault: `"${part}" has no value: write key=value.` };
    if (labelKeyFaults(key).length > 0)
      return {
        labels,
        fault:
          `"${key}" is not a label key: letters, digits, - _ . and at most 63, a letter or digit at both ends; ` +
          'a DNS name and / may precede it.',
      };
    if (labelValueFault(value) !== undefined)
      return {
        labels,
        fault:
          `"${value}" is not a label value: letters, digits, - _ . and at most 63, a letter or digit at both ` +
          'ends.',
      };
    if (Object.hasOwn(labels, key)) return { labels, fault: `"${key}" is given twice.` };
    labels[key] = value;
  }
  return { labels };
}

export const printLabels = (labels: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
