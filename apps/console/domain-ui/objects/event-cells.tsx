import type { EventRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Status } from '../../ui/status.tsx';
import { kindIcon, kindWord, pathToObject } from '../kinds/faces.tsx';
import { Age } from '../times/age.tsx';

/** Normal or Warning. */
export function EventType({ type }: { type: string }) {
  const warns = type === 'Warning';
  return (
    <Status shape={warns ? 'triangle' : 'disc'} tone={warns ? 'warn' : 'idle'}>
      {type}
    </Status>
  );
}

/** When it happened last, and how often since when: `2m (x5 over 10m)`. */
export function EventTimes({ event: { count, firstSeen, lastSeen } }: { event: EventRow }) {
  return (
    <span className="whitespace-nowrap">
      <Age of={lastSeen} />
      {count > 1 && (
        <span className="muted">
          {' '}
          (x{count} over <Age of={firstSeen} />)
        </span>
      )}
    </span>
  );
}

/** The object that it is about, with the part of it, as a link where the object has a page. */
export function EventObject({ object: { kind, namespace, name, part } }: Pick<EventRow, 'object'>) {
  const label = `${kindWord(`kube/${kind}`)} ${name}`;
  const to = pathToObject({ kind: `kube/${kind}`, key: kubeKey(namespace, name), label: name });
  return (
    <span className="name">
      {kindIcon(`kube/${kind}`)}
      {to === undefined ? (
        <span className="ellipsis" title={label}>
          {name}
        </span>
      ) : (
        <AppLink className="ellipsis" to={to} title={part === undefined ? label : `${label}, ${part}`}>
          {name}
        </AppLink>
      )}
    </span>
  );
}
