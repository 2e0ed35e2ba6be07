import { Outlet, useLocation, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Toasts } from '../../ui/toast.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { CommandPalette } from './command-palette.tsx';
import { MegaMenu } from './mega-menu.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { usePlace } from './use-place.ts';

/** The frame of every page: bar, rail, main area; mega menu and palette over it. */
export function Shell() {
  const place = usePlace();
  const [menuOpen, setMenuOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  const { pathname } = useLocation();
  const drawn = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const title = place.crumbs.at(-1)?.label;

  useEffect(() => setMenuOpen(false), [pathname]);
  useEffect(() => {
    document.title =
      title === undefined
        ? 'Overlay Console'
        : `${place.crumbs
            .slice(-2)
            .reverse()
            .map((crumb) => crumb.label)
            .join(' · ')} · Overlay Console`;
  }, [title, place.crumbs]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setMenuOpen(false);
      setSearching(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <TooltipProvider>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="app">
        <TopBar
          place={place}
          menuOpen={menuOpen}
          onMenu={() => setMenuOpen(!menuOpen)}
          onSearch={() => setSearching(true)}
        />
        <Rail section={place.section} current={place.entry} />
        <main className="main" id="main" tabIndex={-1} data-drawn={drawn} aria-busy={drawn !== pathname || undefined}>
          <Outlet />
        </main>
      </div>
      {menuOpen && (
        <MegaMenu
          current={place.entry}
          onClose={() => setMenuOpen(false)}
          onSearch={() => {
            setMenuOpen(false);
            setSearching(true);
          }}
        />
      )}
      {searching && <CommandPalette onClose={() => setSearching(false)} />}
      <Toasts />
    </TooltipProvider>
  );
}
