import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSearchText } from '../../ui/search.ts';
import { readTopologyState, writeTopologyState, type TopologyState } from './search-state.ts';

/** The state from the address, and how to change it. Selecting and typing replace the history entry. */
export function useTopologyState(): {
  readonly state: TopologyState;
  readonly change: (part: Partial<TopologyState>, replace?: boolean) => void;
} {
  const search = useSearchText();
  const navigate = useNavigate();
  const state = useMemo(() => readTopologyState(search), [search]);
  const change = useCallback(
    (part: Partial<TopologyState>, replace = false) => {
      void navigate({
        to: '.',
        replace,
        search: (now: Record<string, unknown>) => {
          const { level: _level, expand: _expand, select: _select, q: _q, kinds: _kinds, view: _view, ...rest } = now;
          return { ...rest, ...writeTopologyState({ ...readTopologyState(now), ...part }) };
        },
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
  return { state, change };
}
