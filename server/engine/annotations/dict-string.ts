/**
 * The dict strings that name a floating IP pool or a virtual network:
 * `{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-public-1', 'name': 'pool-public-1'}`.
 * All keys are mandatory; surplus keys are ignored.
 */

import type { FqName } from '../../model/naming/fq-name.ts';
import { isLiteralDict, parseLiteral, type Literal } from './python-literal.ts';

type DictReading =
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Literal> }
  | { readonly kind: 'malformed'; readonly message: string };

/** Any dict string, whatever its keys. */
function parseDictString(text: string): DictReading {
  if (text.trim() === '') return { kind: 'malformed', message: 'the text is empty' };
  const reading = parseLiteral(text);
  if (reading.kind === 'malformed') return reading;
  if (!isLiteralDict(reading.value)) return { kind: 'malformed', message: 'the text is not a dict' };
  return { kind: 'dict', entries: new Map(Object.entries(reading.value)) };
}

export type NameReading =
  | { readonly kind: 'name'; readonly fqName: FqName }
  | { readonly kind: 'malformed'; readonly message: string };

export type OptionalNameReading = NameReading | { readonly kind: 'none' };

/** `opencontrail.org/fip-pool`: domain, project, network, pool. */
export function parseFipPoolName(text: string): NameReading {
  return parseNameDict(text, ['domain', 'project', 'network', 'name'], 'fip-pool');
}

/** `opencontrail.org/network`: domain, project, network. */
export function parseNetworkName(text: string): NameReading {
  return parseNameDict(text, ['domain', 'project', 'name'], 'VN');
}

/** `KUBERNETES_PUBLIC_FIP_POOL`, where empty and a literal `{}` mean "not set". */
export function parseGlobalFipPoolName(text: string): OptionalNameReading {
  return isUnset(text) ? { kind: 'none' } : parseFipPoolName(text);
}

/** `KUBERNETES_CLUSTER_PROJECT`: domain and project, or unset. */
export function parseClusterProjectName(text: string): OptionalNameReading {
  return isUnset(text) ? { kind: 'none' } : parseNameDict(text, ['domain', 'project'], 'cluster project');
}

/** The dict string of a name, in the chapter's spelling; `name` names what it is the last part of. */
export function formatFipPoolName(pool: FqName): string {
  const keys = ['domain', 'project', 'network', 'name'];
  return `{${pool.map((part, i) => `'${keys[i] ?? 'name'}': '${part.replace(/[\\']/g, '\\$&')}'`).join(', ')}}`;
}

function isUnset(text: string): boolean {
  if (text.trim() === '') return true;
  const reading = parseDictString(text);
  return reading.kind === 'dict' && reading.entries.size === 0;
}

function parseNameDict(text: string, keys: readonly string[], what: string): NameReading {
  const malformed = (message: string): NameReading => ({ kind: 'malformed', message });
  const reading = parseDictString(text);
  if (reading.kind === 'malformed') {
    return malformed(
      `${what} dict string: ${reading.message}. Write {${keys.map((key) => `'${key}': '…'`).join(', ')}}`,
    );
  }
  const fqName: string[] = [];
  for (const key of keys) {
    const part = reading.entries.get(key);
    if (part === undefined || part === null || part === '')
      return malformed(`[${key}] not specified in ${what} dict string`);
    if (typeof part !== 'string') return malformed(`[${key}] is not text in ${what} dict string: put it in quotes`);
    fqName.push(part);
  }
  return { kind: 'name', fqName: Object.freeze(fqName) };
}
