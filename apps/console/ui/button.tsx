import type { ComponentProps, ReactNode } from 'react';
import { AppLink, type AppLinkProps } from './app-link.tsx';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

type Look = { kind?: 'primary' | 'secondary' | 'ghost' | 'danger'; size?: 'md' | 'lg'; icon?: ReactNode };

const look = ({ kind = 'secondary', size = 'md' }: Look) =>
  cx('btn', kind !== 'secondary' && kind, size === 'lg' && 'lg');

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  Look & {
    /** Why the button is disabled now; shown as tooltip. */
    blocked?: string | undefined;
    disabled?: boolean | undefined;
  };

/** An action. At most one primary button per page. A blocked button stays focusable and shows why. */
export function Button({
  kind,
  size,
  icon,
  blocked,
  disabled,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const off = blocked !== undefined && blocked !== '';
  const button = (
    <button
      {...rest}
      type={type}
      disabled={disabled && !off}
      aria-disabled={off || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      className={cx(look({ kind, size }), className)}
    >
      {icon}
      {children}
    </button>
  );
  return off ? <Tooltip text={blocked}>{button}</Tooltip> : button;
}

/** A link that looks like a button: it opens a page and changes nothing. */
export function ButtonLink({ kind, size, icon, className, children, ...rest }: AppLinkProps & Look) {
  return (
    <AppLink {...rest} className={cx(look({ kind, size }), className)}>
      {icon}
      {children}
    </AppLink>
  );
}
