/**
 * Namespaces. A deleted namespace is Terminating until its content is gone and `finalizeNamespace` is called; meanwhile
 * nothing can be created in it.
 */

import type { KeyValues } from '../../engine/annotations/annotation-keys.ts';
import { fabricWarnings, readIsolation } from '../../engine/annotations/namespace-annotations.ts';
import { NAME_LABEL } from '../../model/kube/name-label.ts';
import { NAMESPACED_KINDS } from '../../model/kube/resources.ts';
import type { KubeKind } from '../../model/kube/types.ts';
import { byNamespace } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { KUBERNETES_CONFIG } from '../cluster-names.ts';
import { child, childIf } from '../draft.ts';
import { forbidden, KubeProblem, notFound } from '../kube-problem.ts';
import { finalizerCauses } from '../names.ts';
import { networkWarnings, poolWarnings } from '../warnings.ts';
import type { KindRules } from './kind-rules.ts';

/** Namespaces that cannot be deleted: those of Kubernetes itself, and the one with kube-manager's configuration. */
const PROTECTED: readonly string[] = ['default', 'kube-system', 'kube-public', KUBERNETES_CONFIG.namespace];

export const namespaceRules: KindRules = {
  nameForm: 'label',
  generation: 'none',
  defaults(object) {
    const metadata = child(object, 'metadata');
    child(metadata, 'labels')[NAME_LABEL] = metadata['name'] ?? '';
  },
  prepareCreate(_context, object) {
    const spec = child(object, 'spec');
    const given = Array.isArray(spec['finalizers']) ? spec['finalizers'] : [];
    if (!given.includes('kubernetes')) spec['finalizers'] = [...given, 'kubernetes'];
    object['status'] = { phase: 'Active' };
  },
  prepareUpdate(_context, object, old) {
    // Finalizers change only through `finalize`.
    object['spec'] = old['spec'] ?? {};
  },
  // Only a new one is checked: an update cannot change them, so one from an older version would refuse every update.
  causes: (object, before) =>
    before === undefined ? finalizerCauses('spec.finalizers', childIf(object, 'spec')?.['finalizers'], false) : [],
  warnings: ({ metadata: { name, annotations, labels } }) => [
    ...isolationWarnings(name, annotations, labels),
    ...fabricWarnings(name, annotations, labels),
    ...poolWarnings(annotations),
    ...networkWarnings(annotations),
  ],
  mustStay: (key) => (PROTECTED.includes(key) ? 'this namespace may not be deleted' : undefined),
};

function isolationWarnings(namespace: string, annotations: KeyValues, labels: KeyValues): string[] {
  const { isolation, warnings } = readIsolation(annotations, labels);
  if (namespace !== 'default' || isolation.kind !== 'isolated') return [...warnings];
  return [
    ...warnings,
    'Namespace default cannot be isolated: its networks are those that all namespaces share. Isolate the others, ' +
      'or place pods in a namespace of their own.',
  ];
}

/** 404 or 403 if the namespace of a new object is missing or Terminating. */
export function assertNamespaceTakes(read: Read, kind: KubeKind, namespace: string, name: string): void {
  const found = read.get('kube/Namespace', namespace);
  if (found === undefined) throw notFound('Namespace', namespace);
  if (found.value.status?.phase === 'Terminating' || found.value.metadata.deletionTimestamp !== undefined) {
    throw forbidden(
      kind,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}

/** The remaining content of the namespace, as `2 pods, 1 services`; undefined if it is empty. */
export function namespaceContent(read: Read, namespace: string): string | undefined {
  const parts: string[] = [];
  for (const kind of NAMESPACED_KINDS) {
    const count = read.countIn(byNamespace(`kube/${kind}`), namespace);
    if (count > 0) parts.push(`${count} ${kind}`);
  }
  return parts.length === 0 ? undefined : parts.join(', ');
}

export function namespaceNotEmpty(name: string, content: string): KubeProblem {
  return new KubeProblem(
    409,
    'Conflict',
    `Namespace "${name}" still holds ${content}: delete these before it is finalized`,
    { name, kind: 'namespaces' },
  );
}
