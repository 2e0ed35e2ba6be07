import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { useFieldWiring } from './field.tsx';

export function Textarea({ wire, className, ...rest }: ComponentProps<'textarea'> & { wire?: boolean }) {
  return (
    <textarea spellCheck={false} {...useFieldWiring()} {...rest} className={cx('area', wire && 'wire', className)} />
  );
}
