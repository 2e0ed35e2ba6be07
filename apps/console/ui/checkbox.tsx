import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = Omit<ComponentProps<'input'>, 'type'> & { label?: ReactNode; hint?: ReactNode; mixed?: boolean };

/** A check box with its label; without `label`, give it an `aria-label`. */
export function Checkbox({ label, hint, mixed = false, className, ...rest }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  const input = <input {...rest} ref={box} type="checkbox" className={cx('check', label === undefined && className)} />;
  return label === undefined ? (
    input
  ) : (
    <Choice disabled={rest.disabled} className={className} control={input} label={label} hint={hint} />
  );
}

/** A switch with immediate effect; for a choice that is saved with a form, use the check box. */
export function Switch({ label, hint, className, ...rest }: Omit<Props, 'mixed'>) {
  const input = (
    <input {...rest} type="checkbox" role="switch" className={cx('switch', label === undefined && className)} />
  );
  return label === undefined ? (
    input
  ) : (
    <Choice disabled={rest.disabled} className={className} control={input} label={label} hint={hint} />
  );
}

/** A small control and its label as one click target. */
export function Choice({
  control,
  label,
  hint,
  disabled,
  className,
}: {
  control: ReactNode;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <label className={cx('choice', className)} data-disabled={disabled || undefined}>
      {control}
      <span>
        {label}
        {hint && <span className="hint block">{hint}</span>}
      </span>
    </label>
  );
}
