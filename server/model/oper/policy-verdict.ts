/**
 * What Kubernetes' network policies say about a connection, with what decided it. Made by
 * `engine/policy/network-policies.ts`.
 */

/** A NetworkPolicy. */
export interface PolicyName {
  readonly namespace: string;
  readonly name: string;
}

/** How a connection passes, or does not pass, the policies of one of its ends. */
export type Passage =
  /** The end is no pod: no policy selects it. */
  | { readonly kind: 'no-pod' }
  /** A pod always reaches itself, and its node always reaches it. */
  | { readonly kind: 'itself' }
  | { readonly kind: 'own-node' }
  /** No policy isolates the pod in this direction. */
  | { readonly kind: 'not-isolated' }
  /** Of the policies that isolate it, this one allows the connection, by the rule at this position of its list. */
  | { readonly kind: 'allowed'; readonly policy: PolicyName; readonly rule: number }
  /** None of the policies that isolate it allows the connection. */
  | { readonly kind: 'isolated'; readonly by: readonly PolicyName[] };

export interface PolicyVerdict {
  /** Both passages are. */
  readonly allowed: boolean;
  /** Out of the source. */
  readonly egress: Passage;
  /** Into the destination. */
  readonly ingress: Passage;
}
