import { MoonStar, Search, Sun, Menu as MenuGlyph } from 'lucide-react';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { LiveChip } from './live-chip.tsx';
import { ProjectSwitcher } from './project-switcher.tsx';
import { setTheme, useTheme } from './theme.ts';
import type { usePlace } from './use-place.ts';

export function TopBar({
  place,
  menuOpen,
  onMenu,
  onSearch,
}: {
  place: ReturnType<typeof usePlace>;
  menuOpen: boolean;
  onMenu: () => void;
  onSearch: () => void;
}) {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="topbar">
      <div className="brand">
        <Mark />
        <span>Overlay Console</span>
      </div>
      <button
        type="button"
        className="menu-btn"
        id="main-menu-button"
        aria-expanded={menuOpen}
        aria-haspopup="true"
        onClick={onMenu}
      >
        <MenuGlyph />
        Main Menu
      </button>
      <Breadcrumb crumbs={place.crumbs} />
      <div className="top-right">
        <button type="button" className="top-search" aria-keyshortcuts="Control+K" onClick={onSearch}>
          <Search className="small" />
          <span>Search names, IPs, targets</span>
          <span className="kbd" aria-hidden="true">
            Ctrl K
          </span>
        </button>
        <LiveChip />
        <span className="tb-sep" />
        <ProjectSwitcher place={place} />
        <Tooltip text={`Use the ${other} theme`} side="bottom">
          <button type="button" className="tb" aria-label={`Use the ${other} theme`} onClick={() => setTheme(other)}>
            {theme === 'dark' ? <Sun /> : <MoonStar />}
          </button>
        </Tooltip>
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" fill="none" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M1 7.2 8 3.4l7 3.8-7 3.8Z" stroke="currentColor" />
      <path d="M5 12.8 12 9l7 3.8-7 3.8Z" stroke="var(--chrome-accent)" />
    </svg>
  );
}
