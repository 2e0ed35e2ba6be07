import { useQuery } from '@tanstack/react-query';
import { CornerDownLeft } from 'lucide-react';
import { useState } from 'react';
import { pathTo } from '../../app/paths.ts';
import { showQuery } from '../../data/bgp.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useGo } from '../../ui/use-go.ts';

/** A command on the router, and its output. */
export function ShowTab({
  name,
  called,
  commands,
  wanted,
}: {
  name: string;
  called: string;
  commands: readonly string[];
  wanted: string | undefined;
}) {
  const command = wanted ?? commands[0];
  const go = useGo();
  const [typed, setTyped] = useState(command ?? '');
  const answer = useQuery(showQuery(name, command));
  // Earlier output is discarded once the router no longer responds.
  const shown = { ...answer, data: answer.error === null ? answer.data : undefined };
  const ask = (next: string) => {
    setTyped(next);
    go(pathTo('gateway', { name: called }, { tab: 'show', command: next }), { replace: true });
  };
  if (commands.length === 0)
    return (
      <EmptyState title={`${called} cannot be asked`}>
        Only the lab&apos;s own gateway answers here. On an external router type the command there.
      </EmptyState>
    );
  return (
    <div className="p-6 grid gap-4 grid-cols-[minmax(0,1fr)] max-w-[1100px]">
      <form
        className="grid2 max-w-none"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') ask(typed.trim());
        }}
      >
        <Field label="Known commands">
          <Select
            value={commands.includes(command ?? '') ? command! : ''}
            choices={[
              ...(commands.includes(command ?? '') ? [] : [{ value: '', label: 'As typed' }]),
              ...commands.map((each) => ({ value: each, label: each })),
            ]}
            onChange={(event) => {
              if (event.target.value !== '') ask(event.target.value);
            }}
          />
        </Field>
        <Field label="Command">
          <span className="row">
            <TextInput wire className="fill" value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button type="submit" size="lg" icon={<CornerDownLeft className="small" />}>
              Show
            </Button>
          </span>
        </Field>
      </form>
      <ReadPart query={shown} what={called} failed={`${called} does not answer that.`} className="">
        {({ command: printed, text, revision }) => (
          <>
            <CodeBox label={`Output of ${printed}`} text={`labroot@${called}> ${printed}\n${text}`} />
            <p className="muted type-12">
              Printed from what {called} knows at revision {revision}. Values that have no truth here, such as indices
              and the times of ping, are left out.
            </p>
          </>
        )}
      </ReadPart>
    </div>
  );
}
