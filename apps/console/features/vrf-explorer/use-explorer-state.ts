import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSearchText } from '../../ui/search.ts';
import { changed, readExplorerState, writeExplorerState, type ExplorerState } from './search-state.ts';

/** The state from the address, and how to change it. */
export function useExplorerState(): {
  readonly state: ExplorerState;
  readonly change: (part: Partial<ExplorerState>, replace?: boolean) => void;
} {
  const search = useSearchText();
  const navigate = useNavigate();
  const state = useMemo(() => readExplorerState(search), [search]);
  const change = useCallback(
    (part: Partial<ExplorerState>, replace = false) => {
      void navigate({
        to: '.',
        replace,
        search: (now: Record<string, unknown>) => ({
          ...(now['project'] === undefined ? {} : { project: now['project'] }),
          ...writeExplorerState(changed(readExplorerState(now), part)),
        }),
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
  return { state, change };
}
