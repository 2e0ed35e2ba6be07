/**
 * A refusal, as a value: what an operator did cannot be done, and how it can.
 * `detail` is a sentence with the object, the field and the way out; `fields` point into the request body.
 */
export interface FieldError {
  /** JSON pointer into the request body, `/virtual-network/route_target_list/route_target/0`. */
  readonly pointer: string;
  readonly detail: string;
  /** What rule was not kept, `route-target/automatic`: stable, for programs; `detail` says it to people. */
  readonly code?: string;
  /** A value that would be accepted, where one is known. */
  readonly suggestion?: string;
}

export interface ProblemFacts {
  /** HTTP status. */
  readonly status: number;
  /** Kubernetes-like word for the class of refusal: `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, … */
  readonly reason: string;
  readonly detail: string;
  readonly fields?: readonly FieldError[];
  /** Objects that stand in the way (referrers, children, the holder of an address). */
  readonly blocking?: readonly { readonly kind: string; readonly key: string; readonly name: string }[];
  /** With status 405: the methods that are possible there (RFC 9110 §15.5.6). */
  readonly allow?: readonly string[];
}

/** Thrown inside a transaction to refuse and roll it back; the edges turn it into their language. */
export class Problem extends Error implements ProblemFacts {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;
  readonly fields?: readonly FieldError[];
  readonly blocking?: ProblemFacts['blocking'];
  readonly allow?: ProblemFacts['allow'];
  constructor(facts: ProblemFacts) {
    super(facts.detail);
    this.name = 'Problem';
    this.status = facts.status;
    this.reason = facts.reason;
    this.detail = facts.detail;
    if (facts.fields !== undefined) this.fields = facts.fields;
    if (facts.blocking !== undefined) this.blocking = facts.blocking;
    if (facts.allow !== undefined) this.allow = facts.allow;
  }
}
