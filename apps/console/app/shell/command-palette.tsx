import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { SearchForm, SearchResult } from '../../../../server/contract/views/summary.ts';
import { searchQuery } from '../../data/summary.ts';
import { kindIcon, kindWord, pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { existing, findEntries, menu } from '../menu.ts';
import { existingPages } from '../pages.ts';
import { pageOfPath, pathTo } from '../paths.ts';
import { MenuIcon } from './menu-icon.tsx';

const formWords: Readonly<Record<SearchForm, string>> = {
  address: 'IP address',
  prefix: 'Prefix',
  'route-target': 'Route target',
  uuid: 'UUID',
  mac: 'MAC address',
  label: 'MPLS label',
  text: '',
};
const groups: readonly [SearchResult['match'], string][] = [
  ['exact', 'Exactly this'],
  ['contains', 'Contains it'],
  ['begins', 'Begins with it'],
  ['within', 'Has it within'],
];
/** Finds pages and objects by typed text, and says how it understands the text. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const go = useGo();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching, error } = useQuery(searchQuery(asked));
  const answer = asked === '' ? undefined : data;
  const pages = findEntries(existing(menu, existingPages), typed).flatMap((section) =>
    section.entries.map((entry) => ({ section, entry })),
  );
  const open = (to: string) => {
    onClose();
    go(to);
  };
  const form = answer?.forms.map((one) => formWords[one]).find((word) => word !== '');
  const found = (answer?.results ?? []).map((result) => ({ result, to: targetOf(result) }));

  return (
    <Dialog.Root
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="pal" aria-describedby={undefined}>
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <Command shouldFilter={false} label="Search names, IPs, targets" loop>
            <div className="pin-row">
              <Search />
              <Command.Input
                className="wire"
                value={typed}
                onValueChange={setTyped}
                placeholder="Name, address, prefix, route target, label, UUID or MAC"
              />
              {form !== undefined && <Tag>{form}</Tag>}
              <span className="kbd">Esc</span>
            </div>
            <Command.List aria-busy={isFetching || undefined}>
              {groups.map(([match, heading]) => {
                const hits = found.filter(({ result }) => result.match === match);
                return (
                  hits.length > 0 && (
                    <Command.Group key={match} heading={heading}>
                      {hits.map(({ result, to }) => (
                        <Command.Item
                          key={`${result.kind} ${result.key}`}
                          value={`${result.kind} ${result.key}`}
                          disabled={to === undefined}
                          onSelect={() => {
                            if (to !== undefined) open(to);
                          }}
                        >
                          {kindIcon(result.kind, '')}
                          <span className="pt ellipsis">
                            <Marked text={result.label} part={asked} />
                          </span>
                          <span className="pm">{result.detail}</span>
                          <span className="pk">{kindWord(result.kind)}</span>
                        </Command.Item>
                      ))}
                    </Command.Group>
                  )
                );
              })}
              {pages.length > 0 && (
                <Command.Group heading="Pages">
                  {pages.map(({ section, entry }) => (
                    <Command.Item
                      key={entry.page}
                      value={`page ${entry.page}`}
                      onSelect={() => open(pathTo(entry.page as 'pods'))}
                    >
                      <MenuIcon name={entry.icon} />
                      <span className="pt">{entry.label}</span>
                      <span className="pm">{[section.label, ...(entry.trail ?? [])].join(' › ')}</span>
                      <span className="pk">Page</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {error && (
                <div className="pal-note text-bad" role="alert">
                  Could not search. {error.message}
                </div>
              )}
              {!error &&
                !isFetching &&
                asked !== '' &&
                asked === typed.trim() &&
                found.length === 0 &&
                pages.length === 0 && (
                  <div className="pal-note" role="status">
                    Nothing is called “{asked}”, holds it or begins with it.
                  </div>
                )}
            </Command.List>
            <div className="pf">
              <span>
                <span className="kbd">Enter</span>open
              </span>
              <span className="fill" />
              <span>Names, IPs, prefixes, route targets, labels, UUIDs, MACs</span>
            </div>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Only to pages that exist. */
function targetOf(result: SearchResult): string | undefined {
  const to = pathToObject(result);
  const page = to === undefined ? undefined : pageOfPath(to);
  return page !== undefined && existingPages.has(page) ? to : undefined;
}

function Marked({ text, part }: { text: string; part: string }) {
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  return at < 0 || part === '' ? (
    text
  ) : (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  );
}
