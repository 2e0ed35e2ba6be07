import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery } from '../../data/kube-objects.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Note } from '../../ui/note.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { podsOfNamespaceQuery } from './api.ts';
import { isolationOf, type Isolation, type LabelledPod } from './isolation.ts';
import { MeaningList } from './meaning-list.tsx';

type Policy = KubeObjectOf<'NetworkPolicy'>;

/** Names that are listed. */
const NAMED = 6;

/** Beside the form: what the policy means, and which pods it isolates, if it is saved now. */
export function PreviewPane({
  namespace,
  policy,
  stored,
}: {
  namespace: string;
  /** Undefined while the text cannot be read. */
  policy: Policy | undefined;
  stored: Policy | undefined;
}) {
  const pods = useQuery(podsOfNamespaceQuery(namespace));
  const policies = useQuery(kubeListQuery('NetworkPolicy', namespace)).data ?? [];
  const shown = useDeferredValue(policy);
  return (
    <SidePanel label="Preview" title="Preview" note="if you save now">
      {shown === undefined ? (
        <p className="muted">The text cannot be read yet.</p>
      ) : (
        <div className="grid grid-cols-1 gap-5">
          <ReadPart query={pods} what={`the pods of ${namespace}`} className="">
            {({ rows, matched }) => (
              <Pods
                namespace={namespace}
                policy={shown}
                stored={stored}
                others={policies.filter(({ metadata }) => metadata.name !== stored?.metadata.name)}
                pods={rows}
                total={matched}
              />
            )}
          </ReadPart>
          <MeaningList namespace={namespace} spec={shown.spec} />
        </div>
      )}
    </SidePanel>
  );
}

function Pods({
  namespace,
  policy,
  stored,
  others,
  pods,
  total,
}: {
  namespace: string;
  policy: Policy;
  stored: Policy | undefined;
  others: readonly Policy[];
  pods: readonly LabelledPod[];
  total: number;
}) {
  const { selected, directions } = isolationOf(namespace, policy, stored, others, pods);
  return (
    <section aria-label="Pods that it isolates" className="grid grid-cols-1 gap-2">
      <h3>
        Pods
        <span className="cnt">
          {selected.length} of {pods.length} selected
        </span>
      </h3>
      {pods.length === 0 && <p className="muted">There are no pods in {namespace} yet.</p>}
      {pods.length > 0 && selected.length === 0 && (
        <Note tone="warn">None of the {pods.length} pods has these labels: the policy would do nothing yet.</Note>
      )}
      <ul className="grid grid-cols-1 gap-2" aria-label="Isolation">
        {directions.flatMap((one) => lines(namespace, one))}
      </ul>
      {total > pods.length && (
        <p className="muted type-12">
          The first {pods.length} of {total} pods were looked at.
        </p>
      )}
    </section>
  );
}

function lines(namespace: string, { direction, isolates, already, opens }: Isolation) {
  const words = direction === 'ingress' ? 'for what comes in' : 'for what goes out';
  const line = (id: string, sign: string, tone: string, names: readonly string[], text: string) =>
    names.length === 0
      ? []
      : [
          <li key={`${direction} ${id}`} className="grid grid-cols-1 gap-0.5">
            <span className={tone}>
              <span className="wire" aria-hidden="true">
                {sign}{' '}
              </span>
              {names.length === 1 ? '1 pod' : `${names.length} pods`} {text}
            </span>
            <span className="type-12 break-words">
              {names.slice(0, NAMED).map((name, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  <AppLink to={pathTo('pod', { namespace, name })}>{name}</AppLink>
                </span>
              ))}
              {names.length > NAMED && <span className="muted"> and {names.length - NAMED} more</span>}
            </span>
          </li>,
        ];
  return [
    ...line('isolates', '+', 'medium', isolates, `newly isolated ${words}`),
    ...line('opens', '−', 'text-bad', opens, `no longer isolated ${words}`),
    ...line('already', '=', 'secondary', already, `isolated ${words} already`),
  ];
}
