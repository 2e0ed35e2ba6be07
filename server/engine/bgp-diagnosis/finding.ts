/** A finding of a diagnosis: a sentence with the two values that differ, and the form fields that fix it. */

/** Fields of the BGP router form, by their names on the wire. `peers` is the section Associated Peers. */
export type RouterField =
  | 'autonomous_system'
  | 'address_families'
  | 'hold_time'
  | 'auth_data'
  | 'admin_down'
  | 'peers'
  | 'address'
  | 'port'
  | 'identifier';

type FindingTopic =
  | 'asn'
  | 'families'
  | 'authentication'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'hold-time'
  | 'admin-down'
  | 'not-associated'
  | 'listen'
  | 'prefix-limit'
  | 'identifier'
  | 'closed'
  | 'notification'
  | 'update'
  | 'graceful-restart'
  | 'configuration'
  | 'connecting'
  | 'fault';

/** `ours`: the control node whose session it is; `theirs`: its peer. */
export type End = 'ours' | 'theirs';

export interface FixField {
  readonly end: End;
  readonly field: RouterField;
  /** The field's label on the form. */
  readonly label: string;
}

interface NamedValue {
  readonly label: string;
  readonly value: string;
}

export interface Finding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly topic: FindingTopic;
  readonly message: string;
  readonly ours?: NamedValue;
  readonly theirs?: NamedValue;
  readonly fix: readonly FixField[];
}

const LABELS: { readonly [F in RouterField]: string } = {
  autonomous_system: 'Autonomous System',
  address_families: 'Address Families',
  hold_time: 'Hold Time',
  auth_data: 'Authentication',
  admin_down: 'Admin State',
  peers: 'Associated Peers',
  address: 'IP Address',
  port: 'BGP Port',
  identifier: 'Router ID',
};

export function fix(end: End, field: RouterField): FixField {
  return { end, field, label: LABELS[field] };
}
