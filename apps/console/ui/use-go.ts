import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { splitTarget } from './app-link.tsx';

/**
 * Goes to an address of `app/paths.ts`, carrying the project along like `AppLink`. `leaving` skips the question about
 * unsaved changes.
 */
export function useGo(): (to: string, options?: { replace?: boolean; leaving?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, { replace = false, leaving = false } = {}) => {
      const { pathname, search, hash } = splitTarget(to);
      void navigate({
        to: pathname,
        replace,
        ignoreBlocker: leaving,
        ...(hash === '' ? {} : { hash }),
        search: (now: Record<string, unknown>) => ({
          ...(now['project'] === undefined ? {} : { project: now['project'] }),
          ...search,
        }),
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
}
