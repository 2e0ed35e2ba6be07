import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react';
import type { NetworkPolicySpec } from '../../../../server/model/kube/network-policy.ts';
import { meaningOf } from './sentences.ts';

const WORDS = { Ingress: 'What may come in', Egress: 'What may go out' } as const;

/** What a policy means in each direction, a sentence for each rule. */
export function MeaningList({ namespace, spec }: { namespace: string; spec: NetworkPolicySpec | undefined }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {meaningOf(namespace, spec).map(({ direction, isolates, rules, rest }) => (
        <section key={direction} aria-label={WORDS[direction]} className="grid grid-cols-1 gap-1.5">
          <h3 className="row medium">
            {direction === 'Ingress' ? <ArrowDownToLine className="small" /> : <ArrowUpFromLine className="small" />}
            {WORDS[direction]}
          </h3>
          {isolates && rules.length > 0 && (
            <ol className="grid grid-cols-1 gap-1">
              {rules.map((rule, index) => (
                <li key={`${index} ${rule}`} className="break-words">
                  {rule}
                </li>
              ))}
            </ol>
          )}
          <p className="muted">{rest}</p>
        </section>
      ))}
    </div>
  );
}
