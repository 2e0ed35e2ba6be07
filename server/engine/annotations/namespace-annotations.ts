/** Isolation and fabric options in a namespace's metadata. */

import {
  IP_FABRIC_FORWARDING,
  IP_FABRIC_SNAT,
  ISOLATED_NAMESPACE_LABEL,
  ISOLATION,
  ISOLATION_SERVICE,
  type KeyValues,
} from './annotation-keys.ts';

type Isolation =
  | { readonly kind: 'isolated'; readonly by: 'annotation' | 'label' }
  /** Pods and services use the cluster's default networks. */
  | { readonly kind: 'not-isolated' };

export interface IsolationReading {
  readonly isolation: Isolation;
  /** Sentences about annotations that have no effect. */
  readonly warnings: readonly string[];
}

/** Whether a namespace is isolated; one that does not exist is not. */
export function isIsolated(
  namespace: { readonly metadata: { readonly annotations?: KeyValues; readonly labels?: KeyValues } } | undefined,
): boolean {
  const { annotations, labels } = namespace?.metadata ?? {};
  return readIsolation(annotations, labels).isolation.kind === 'isolated';
}

/** The annotation counts if it is `true` in any case; the label is accepted as an alias. */
export function readIsolation(annotations: KeyValues, labels: KeyValues): IsolationReading {
  const warnings: string[] = [];
  const isolation = annotations?.[ISOLATION];
  if (isolation !== undefined && truth(isolation) === undefined) {
    warnings.push(
      `Annotation ${ISOLATION} is "${isolation}": only "true" isolates a namespace, so this has no effect.`,
    );
  }
  if (annotations?.[ISOLATION_SERVICE] !== undefined) {
    warnings.push(
      `Annotation ${ISOLATION_SERVICE} has no effect: services of an isolated namespace are always isolated with it.`,
    );
  }
  if (isolation !== undefined && truth(isolation) === true)
    return { isolation: { kind: 'isolated', by: 'annotation' }, warnings };
  if (truth(labels?.[ISOLATED_NAMESPACE_LABEL]) === true)
    return { isolation: { kind: 'isolated', by: 'label' }, warnings };
  return { isolation: { kind: 'not-isolated' }, warnings };
}

/** `inherit`: the cluster-wide option decides. */
export type FabricOption = 'on' | 'off' | 'inherit';

/** The namespace's overrides of the cluster's fabric options; forwarding makes SNAT moot. */
export function readFabricOptions(annotations: KeyValues): {
  readonly forwarding: FabricOption;
  readonly snat: FabricOption;
} {
  return { forwarding: option(annotations?.[IP_FABRIC_FORWARDING]), snat: option(annotations?.[IP_FABRIC_SNAT]) };
}

/** Options that have no effect, because the namespace's pods are in the cluster's network. */
export function fabricWarnings(namespace: string, annotations: KeyValues, labels: KeyValues): readonly string[] {
  const given = [IP_FABRIC_FORWARDING, IP_FABRIC_SNAT].filter((key) => annotations?.[key] !== undefined);
  const unread = given
    .filter((key) => truth(annotations?.[key]) === undefined)
    .map(
      (key) => `Annotation ${key} is "${annotations?.[key]}": write "true" or "false"; the cluster's setting holds.`,
    );
  if (
    given.length === 0 ||
    namespace === 'default' ||
    isIsolated({
      metadata: { ...(annotations === undefined ? {} : { annotations }), ...(labels === undefined ? {} : { labels }) },
    })
  )
    return unread;
  return [
    ...unread,
    `Annotation ${given.join(' and ')} has no effect: namespace ${namespace} is not isolated, so its pods are in the ` +
      "cluster's pod network, which namespace default speaks for.",
  ];
}

function option(text: string | undefined): FabricOption {
  const value = truth(text);
  return value === undefined ? 'inherit' : value ? 'on' : 'off';
}

function truth(text: string | undefined): boolean | undefined {
  const word = text?.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}
