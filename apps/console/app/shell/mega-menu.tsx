import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { AppLink } from '../../ui/app-link.tsx';
import { existing, findEntries, menu, type MenuEntry } from '../menu.ts';
import { existingPages } from '../pages.ts';
import { pathTo } from '../paths.ts';
import { neighbour } from './mega-keys.ts';
import { MenuIcon } from './menu-icon.tsx';

/**
 * All pages by section, over the full width. Type to find (synonyms too), arrows move, letters jump, Esc gives the
 * focus back.
 */
export function MegaMenu({
  current,
  onClose,
  onSearch,
}: {
  current: MenuEntry | undefined;
  onClose: () => void;
  onSearch: () => void;
}) {
  const [typed, setTyped] = useState('');
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const sections = findEntries(existing(menu, existingPages), typed);
  const close = () => {
    onClose();
    document.getElementById('main-menu-button')?.focus();
  };
  const links = () => [...(frame.current?.querySelectorAll<HTMLAnchorElement>('.mcols a') ?? [])];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
      return;
    }
    if (at < 0) {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        all[0]?.focus();
      }
      if (event.key === 'Enter' && typed !== '') {
        event.preventDefault();
        all[0]?.click();
      }
      return;
    }
    if (event.key === '/') {
      event.preventDefault();
      field.current?.focus();
      return;
    }
    const columns = [...(frame.current?.querySelectorAll('.mcols section') ?? [])].map(
      (section) => section.querySelectorAll('a').length,
    );
    const labels = all.map((link) => link.dataset['label'] ?? '');
    const to = neighbour(event.key, at, columns, labels);
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0) field.current?.focus();
    else all[to]?.focus();
  };
  return (
    <>
      <div className="mega-scrim" onClick={close} />
      <div
        className="mega"
        ref={frame}
        role="dialog"
        aria-label="Main Menu"
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (event.relatedTarget instanceof Node && !frame.current?.contains(event.relatedTarget)) onClose();
        }}
      >
        <div className="msearch">
          <Search />
          <input
            ref={field}
            type="search"
            aria-label="Find a page"
            placeholder="Find a page: VN, FIP, RT, peers, pods"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <span className="kbd">/</span>
        </div>
        <nav className="mcols" aria-label="Pages">
          {sections.map((section) => (
            <section key={section.id} aria-label={section.label}>
              <h2>{section.label}</h2>
              {section.entries.map((entry) => (
                <AppLink
                  key={entry.page}
                  to={pathTo(entry.page as 'pods')}
                  data-label={entry.label}
                  aria-current={entry.page === current?.page ? 'page' : undefined}
                  onClick={onClose}
                >
                  <MenuIcon name={entry.icon} />
                  {entry.label}
                  {entry.trail && <span className="under">{entry.trail.join(' › ')}</span>}
                </AppLink>
              ))}
            </section>
          ))}
          {sections.length === 0 && typed !== '' && (
            <p role="status" className="col-span-full">
              No page is called “{typed}”. Ctrl K finds objects by name or address.
            </p>
          )}
        </nav>
        <div className="mfoot">
          <span>
            <span className="kbd">arrows</span>move
          </span>
          <span>
            <span className="kbd">Enter</span>open
          </span>
          <span>
            <span className="kbd">Esc</span>close
          </span>
          <span className="fill" />
          <button type="button" className="tb" onClick={onSearch}>
            Looking for an address or a name? <span className="kbd">Ctrl K</span>
          </button>
        </div>
      </div>
    </>
  );
}
