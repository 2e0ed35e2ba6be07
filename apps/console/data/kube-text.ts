/** Names and labels of Kubernetes objects as people type them. Pure. */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_NAME = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/;

/** What is wrong with a name (RFC 1123 label); undefined when nothing is. */
export function nameFault(typed: string): string | undefined {
  const name = typed.trim();
  if (name === '') return 'Name is missing.';
  if (name.length > 63) return `The name has ${name.length} characters; at most 63.`;
  return DNS_LABEL.test(name)
    ? undefined
    : `${name}: use small letters, digits and hyphens, with a letter or digit at both ends.`;
}

export type LabelReading = { readonly labels: Readonly<Record<string, string>>; readonly fault?: string };

/** `app=webserver`, one a line or parted by commas. */
export function readLabels(typed: string): LabelReading {
  const labels: Record<string, string> = {};
  for (const part of typed
    .split(/[\n,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')) {
    const at = part.indexOf('=');
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? '' : part.slice(at + 1);
    const name = key.slice(key.lastIndexOf('/') + 1);
    if (at < 0) return { labels, fault: `"${part}" has no value: write key=value.` };
    if (!LABEL_NAME.test(name) || name.length > 63) return { labels, fault: `"${key}" is not a label key.` };
    if (!LABEL_VALUE.test(value) || value.length > 63)
      return { labels, fault: `"${value}" is not a label value: letters, digits, - _ . and at most 63.` };
    if (Object.hasOwn(labels, key)) return { labels, fault: `"${key}" is given twice.` };
    labels[key] = value;
  }
  return { labels };
}

export const printLabels = (labels: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
