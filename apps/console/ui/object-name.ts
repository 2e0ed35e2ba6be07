import { useEffect, useSyncExternalStore } from 'react';

let current: string | undefined;
const listeners = new Set<() => void>();
const set = (name: string | undefined) => {
  current = name;
  for (const listener of listeners) listener();
};

/** An object page says what its object is called, once it knows: the breadcrumb and the window title follow. */
export function useObjectName(name: string | undefined): void {
  useEffect(() => {
    set(name);
    return () => set(undefined);
  }, [name]);
}

/** For the shell: what the page in front said. */
export function useShownObjectName(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
