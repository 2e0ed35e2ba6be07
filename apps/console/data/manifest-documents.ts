/** A multi-document YAML text as Kubernetes objects, each with its position and errors. Pure. */

import { LineCounter, parseAllDocuments } from 'yaml';
import { isObject } from '../../../server/model/json.ts';
import { apiVersionOf, KUBE_RESOURCES } from '../../../server/model/kube/resources.ts';
import { KUBE_KINDS, type KubeKind } from '../../../server/model/kube/types.ts';

export type ManifestObject = {
  readonly id: string;
  /** Line of the text at which the document begins, from 1. */
  readonly line: number;
  readonly kind: KubeKind;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly object: Readonly<Record<string, unknown>>;
};
/** A document that cannot be sent, and why. */
type ManifestFault = {
  readonly id: string;
  readonly line: number;
  readonly what: string;
  readonly fault: string;
};
export type ManifestEntry = ({ readonly ok: true } & ManifestObject) | ({ readonly ok: false } & ManifestFault);

const TOO_DEEP = 'The object is nested too deep: 64 levels are taken. Make it flatter.';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * `namespace` applies to namespaced objects without one, as in `kubectl -n`. An object with another namespace is
 * refused.
 */
export function readManifest(source: string, namespace: string): ManifestEntry[] {
  const lines = new LineCounter();
  const entries: ManifestEntry[] = [];
  for (const document of parseAllDocuments(source, { lineCounter: lines, version: '1.1', merge: true })) {
    const start = document.contents?.range?.[0] ?? document.range?.[0] ?? 0;
    const line = lines.linePos(start).line;
    const refuse = (fault: string, at = line): number =>
      entries.push({ ok: false, id: `${entries.length}`, line: at, what: 'YAML', fault });
    const error = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION') ?? document.errors[0];
    if (error !== undefined) {
      refuse(
        error.code === 'RESOURCE_EXHAUSTION'
          ? TOO_DEEP
          : (error.message.split('\n')[0] ?? 'The YAML is not well-formed.'),
        error.linePos?.[0].line,
      );
      continue;
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (failure) {
      refuse(
        failure instanceof RangeError
          ? TOO_DEEP
          : `The YAML cannot be read: ${failure instanceof Error ? failure.message : String(failure)}.`,
      );
      continue;
    }
    if (value === null || value === undefined) continue;
    const items =
      isObject(value) && value['kind'] === 'List' && Array.isArray(value['items']) ? value['items'] : [value];
    for (const item of items) entries.push(readObject(item, line, `${entries.length}`, namespace));
  }
  return entries;
}

function readObject(value: unknown, line: number, id: string, chosen: string): ManifestEntry {
  const refuse = (what: string, fault: string): ManifestEntry => ({ ok: false, id, line, what, fault });
  if (!isObject(value)) return refuse('document', 'A document must be an object with apiVersion, kind and metadata.');
  const kindText = text(value['kind']);
  if (kindText === undefined) return refuse('document', 'kind is missing.');
  const kind = KUBE_KINDS.find((each) => each === kindText);
  if (kind === undefined) return refuse(kindText, `${kindText} is not served here: ${KUBE_KINDS.join(', ')}.`);
  const wanted = apiVersionOf(kind);
  if (value['apiVersion'] !== wanted)
    return refuse(kindText, `apiVersion of ${kind} is ${wanted}, not ${JSON.stringify(value['apiVersion'] ?? null)}.`);
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const name = text(metadata['name']);
  if (name === undefined) return refuse(kindText, 'metadata.name is missing.');
  if (!KUBE_RESOURCES[kind].namespaced) return { ok: true, id, line, kind, name, namespace: undefined, object: value };
  const own = text(metadata['namespace']);
  const namespace = own ?? chosen;
  return {
    ok: true,
    id,
    line,
    kind,
    name,
    namespace,
    object: own === undefined ? { ...value, metadata: { ...metadata, namespace } } : value,
  };
}

/** `deployment.apps/webserver`, as kubectl names an applied object. */
export function printedName({ kind, name }: Pick<ManifestObject, 'kind' | 'name'>): string {
  const { group, singular } = KUBE_RESOURCES[kind];
  return `${group === '' ? singular : `${singular}.${group}`}/${name}`;
}
