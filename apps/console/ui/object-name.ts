import { useEffect, useSyncExternalStore } from 'react';

let current: string | undefined;
const listeners = new Set<() => void>();
const set = (name: string | undefined) => {
  current = name;
  for (const listener of listeners) listener();
};

/** An object page sets its object's name once it is known, for the breadcrumb and the window title. */
export function useObjectName(name: string | undefined): void {
  useEffect(() => {
    set(name);
    return () => set(undefined);
  }, [name]);
}

/** For the shell: the name set by the current page. */
export function useShownObjectName(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
