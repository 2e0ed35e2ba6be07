import { Fragment, type ReactNode } from 'react';

export type Fact = { label: string; value: ReactNode };

/** Lines of label and value. Facts without a value are omitted. */
export function Facts({ facts }: { facts: readonly (Fact | false | undefined)[] }) {
  return (
    <dl className="kv">
      {facts
        .filter(
          (fact): fact is Fact =>
            Boolean(fact) &&
            (fact as Fact).value !== undefined &&
            (fact as Fact).value !== null &&
            (fact as Fact).value !== false &&
            (fact as Fact).value !== '',
        )
        .map((fact) => (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
