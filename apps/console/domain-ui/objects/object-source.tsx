import { useState } from 'react';
import { stringify } from 'yaml';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Segments } from '../../ui/radio-group.tsx';

/** An object of the API as YAML or JSON. The caller removes secrets. */
export function ObjectSource({ name, object }: { name: string; object: unknown }) {
  const [form, setForm] = useState<'yaml' | 'json'>('yaml');
  return (
    <div className="scroll">
      <div className="p-6 grid gap-3 max-w-[1000px]">
        <div>
          <Segments
            label="Form"
            value={form}
            onChange={setForm}
            choices={[
              { value: 'yaml', label: 'YAML' },
              { value: 'json', label: 'JSON' },
            ]}
          />
        </div>
        <CodeBox
          label={`${name} as ${form.toUpperCase()}`}
          text={form === 'json' ? JSON.stringify(object, null, 2) : stringify(object)}
        />
      </div>
    </div>
  );
}
