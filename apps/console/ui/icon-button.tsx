import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

/** A button with only an icon; its name is both label and tooltip. */
export function IconButton({
  name,
  icon,
  small,
  className,
  type = 'button',
  ...rest
}: Omit<ComponentProps<'button'>, 'name'> & { name: string; icon: ReactNode; small?: boolean }) {
  return (
    <Tooltip text={name}>
      <button {...rest} type={type} aria-label={name} className={cx('ib', small && 'sm', className)}>
        {icon}
      </button>
    </Tooltip>
  );
}
