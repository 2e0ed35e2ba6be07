import { useState } from 'react';
import { stringify } from 'yaml';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Segments } from '../../ui/radio-group.tsx';

export type SourceForm = 'JSON' | 'YAML';
const FORMS = ['JSON', 'YAML'] as const;

/** An object as its API has it, as text; `first` is the form that its users know best. The caller removes secrets. */
export function ObjectSource({ name, first, object }: { name: string; first: SourceForm; object: object }) {
  const [form, setForm] = useState(first);
  return (
    <div className="p-6 grid gap-3 max-w-[1000px]">
      <div>
        <Segments
          label="Form"
          value={form}
          onChange={setForm}
          choices={FORMS.toSorted((a) => (a === first ? -1 : 1)).map((value) => ({ value, label: value }))}
        />
      </div>
      <CodeBox
        label={`${name} as ${form}`}
        text={form === 'JSON' ? JSON.stringify(object, null, 2) : stringify(object)}
      />
    </div>
  );
}
