import { useState } from 'react';
import { stringify } from 'yaml';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Segments } from '../../ui/radio-group.tsx';

/** The object in the config API, as JSON or YAML. */
export function ObjectText({ name, object }: { name: string; object: unknown }) {
  const [form, setForm] = useState<'json' | 'yaml'>('json');
  return (
    <div className="p-6 grid gap-3 max-w-[1000px]">
      <div>
        <Segments
          label="Form"
          value={form}
          onChange={setForm}
          choices={[
            { value: 'json', label: 'JSON' },
            { value: 'yaml', label: 'YAML' },
          ]}
        />
      </div>
      <CodeBox
        label={`${name} as ${form.toUpperCase()}`}
        text={form === 'json' ? JSON.stringify(object, null, 2) : stringify(object)}
      />
    </div>
  );
}
