import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { CutText } from './cut-text.tsx';

export type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** A path of `app/paths.ts`; may carry `?query` and `#hash`. */
  to: string;
  children?: ReactNode;
};

/** Splits `/path?query#hash`. */
export function splitTarget(to: string): { pathname: string; search: Record<string, string>; hash: string } {
  const url = new URL(to, 'http://console');
  return { pathname: url.pathname, search: Object.fromEntries(url.searchParams), hash: url.hash.slice(1) };
}

/** The caller decides whether a link is the current page; the router marks it only if the whole address is equal. */
const exactly = { exact: true } as const;

/** A link within the console. It keeps the selected project, so that a copied address has the same scope. */
export function AppLink({ to, children, ...rest }: AppLinkProps) {
  const { pathname, search, hash } = splitTarget(to);
  return (
    <Link
      {...rest}
      to={pathname}
      activeOptions={exactly}
      hash={hash === '' ? undefined : hash}
      search={(now: Record<string, unknown>) => ({
        ...(now['project'] === undefined ? {} : { project: now['project'] }),
        ...search,
      })}
    >
      {typeof children === 'string' && rest.className?.split(' ').includes('ellipsis') === true ? (
        <CutText text={children} titled={rest.title === undefined} />
      ) : (
        children
      )}
    </Link>
  );
}
