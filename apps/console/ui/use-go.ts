import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { splitTarget } from './app-link.tsx';

/**
 * Navigates to an address of `app/paths.ts`, keeping the selected project like `AppLink`. `leaving` skips the
 * confirmation for unsaved changes.
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
