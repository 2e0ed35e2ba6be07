import { lazy, Suspense } from 'react';
import { Field, type FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** Loaded when it is shown: it is as large as a page. */
const YamlEditor = lazy(() => import('./yaml-editor.tsx').then(({ YamlEditor: editor }) => ({ default: editor })));

/** An object as YAML in a form. */
export function YamlField({
  label,
  value,
  onChange,
  error,
  hint,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error: FieldError | undefined;
  hint?: string;
}) {
  return (
    <Field label={label} group full error={error} hint={hint}>
      <div className="box h-[460px]" tabIndex={-1} aria-invalid={error === undefined ? undefined : true}>
        <Suspense fallback={<Skeleton width={280} />}>
          <YamlEditor label={`${label} text`} value={value} onChange={onChange} />
        </Suspense>
      </div>
    </Field>
  );
}
