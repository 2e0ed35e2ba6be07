import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, Folder, Lock, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import { projectsQuery } from '../../data/summary.ts';
import { stepActive } from '../../ui/options.ts';
import { useSearchText } from '../../ui/search.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { tell } from '../../ui/toast.tsx';
import { useGo } from '../../ui/use-go.ts';
import { pathTo } from '../paths.ts';
import { outsideProject, projectChoices } from './project-choices.ts';
import type { usePlace } from './use-place.ts';

/** Chooses the project whose objects the lists show. The choice stands in the address as `?project=`. */
export function ProjectSwitcher({ place }: { place: ReturnType<typeof usePlace> }) {
  const list = useId();
  const { data } = useQuery(projectsQuery);
  const search = useSearchText();
  const navigate = useNavigate();
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const chosen = typeof search['project'] === 'string' && search['project'] !== '' ? search['project'] : undefined;
  const rows = data?.rows ?? [];
  const shown = projectChoices(rows, typed);
  const domain = rows.find((row) => row.name === chosen)?.domain ?? rows[0]?.domain ?? 'default-domain';

  const take = (project: string | undefined) => {
    setOpen(false);
    setTyped('');
    if (
      project !== undefined &&
      place.entry &&
      outsideProject(place.params, project, rows.find((row) => row.name === project)?.namespace)
    ) {
      tell({
        tone: 'info',
        text:
          `${place.crumbs.at(-1)?.label ?? 'This object'} is not in ${project}. These are its ` +
          `${place.entry.label.toLowerCase()}.`,
      });
      go(pathTo(place.entry.page as 'pods', {}, { project }));
      return;
    }
    void navigate({
      to: '.',
      search: (now: Record<string, unknown>) => {
        const { project: _old, after: _after, page: _page, ...rest } = now;
        return project === undefined ? rest : { ...rest, project };
      },
    } as Parameters<typeof navigate>[0]);
  };

  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setTyped('');
        setActive(0);
      }}
    >
      <Popover.Trigger asChild>
        <button type="button" className="tb">
          <Folder />
          <span className="sr-only">Project: </span>
          <span className="lo">{domain}</span>
          <span className="lo">/</span>
          <span className="strong">{chosen ?? 'All projects'}</span>
          <ChevronDown className="tiny" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="pop w-[360px]" align="end" sideOffset={6}>
          <TextInput
            small
            autoFocus
            lead={<Search className="small" />}
            placeholder="Find a project or namespace"
            aria-label="Find a project"
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={`${list}-${active}`}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                setActive(stepActive(active, event.key === 'ArrowDown' ? 1 : -1, shown.length));
              }
              if (event.key === 'Enter' && shown[active]) {
                event.preventDefault();
                take(shown[active].project);
              }
            }}
          />
          <div role="listbox" id={list} aria-label="Projects" className="mt-1">
            {shown.map((choice, index) => (
              <div
                key={choice.project ?? ''}
                role="option"
                id={`${list}-${index}`}
                aria-selected={choice.project === chosen}
                className={`mi ${index === active ? 'act' : ''}`}
                onMouseMove={() => setActive(index)}
                onClick={() => take(choice.project)}
              >
                {choice.project === chosen ? <Check className="small" /> : <span className="w-[14px]" />}
                <span className="medium ellipsis">{choice.label}</span>
                {choice.isolated && <Lock className="tiny" aria-label="isolated" />}
                {choice.detail !== undefined && <span className="end ellipsis">{choice.detail}</span>}
              </div>
            ))}
            {shown.length === 0 && <div className="mi-note">No project matches “{typed}”.</div>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
