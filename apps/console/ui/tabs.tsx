import type { ReactNode } from 'react';
import { AppLink } from './app-link.tsx';

export type Tab = { id: string; label: ReactNode; count?: number | undefined; to: string };

/** Tabs of a page. Each has its own address, so each is a link. */
export function Tabs({
  label,
  tabs,
  current,
  end,
}: {
  label: string;
  tabs: readonly Tab[];
  current: string;
  end?: ReactNode;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <AppLink key={tab.id} to={tab.to} aria-current={tab.id === current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span className="number">{tab.count}</span>}
        </AppLink>
      ))}
      {end && <span className="ml-auto flex items-center gap-2">{end}</span>}
    </nav>
  );
}

/** Tabs inside a panel or drawer, with local state. */
export function PanelTabs({
  label,
  tabs,
  current,
  onChange,
}: {
  label: string;
  tabs: readonly { id: string; label: ReactNode }[];
  current: string;
  onChange: (id: string) => void;
}) {
  return (
    <div className="tabs" role="tablist" aria-label={label}>
      {tabs.map((tab, index) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === current}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => onChange(tab.id)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
            if (step === 0) return;
            const at = (index + step + tabs.length) % tabs.length;
            const next = tabs[at];
            if (next) onChange(next.id);
            (event.currentTarget.parentElement?.children[at] as HTMLElement | undefined)?.focus();
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
