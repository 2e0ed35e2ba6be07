import { Network, Search, Table2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { LAYERS, LEVELS, switchLayer, type TopologyState } from './search-state.ts';

/** Find (`/`, Enter goes to the next hit), level, and the table twin (`g l`). */
export function TopologyToolbar({
  state,
  hits,
  onChange,
  onNext,
}: {
  state: TopologyState;
  /** "1 of 3"; undefined without a search. */ hits: string | undefined;
  onChange: (part: Partial<TopologyState>, replace?: boolean) => void;
  onNext: (back: boolean) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(state.q);
  const sent = useRef(state.q);
  useEffect(() => {
    if (state.q !== sent.current) {
      sent.current = state.q;
      setTyped(state.q);
    }
  }, [state.q]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      onChange({ q: typed }, true);
    }, 200);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  const { table } = state;
  useEffect(() => {
    let armed = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (
        (event.target as HTMLElement | null)?.closest(
          'input,textarea,select,[contenteditable="true"],[role="dialog"],.mega',
        )
      )
        return;
      if (event.key === '/') {
        event.preventDefault();
        field.current?.focus();
        field.current?.select();
      } else if (event.key === 'g') armed = event.timeStamp;
      else if (event.key === 'l' && event.timeStamp - armed < 1500) onChange({ table: !table });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [table, onChange]);
  return (
    <div className="topo-bar" role="search" aria-label="Topology">
      <TextInput
        ref={field}
        type="search"
        small
        className="find"
        aria-label="Find in the topology"
        placeholder="Find name, address, target"
        lead={<Search className="small" />}
        unit={
          typed === '' ? (
            <span className="kbd">/</span>
          ) : (
            <span className="row tight">
              <span className="type-11" role="status">
                {hits}
              </span>
              <button
                type="button"
                className="copy"
                aria-label="Clear the search"
                onClick={() => {
                  setTyped('');
                  field.current?.focus();
                }}
              >
                <X className="small" />
              </button>
            </span>
          )
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            onNext(event.shiftKey);
          } else if (event.key === 'Escape' && typed !== '') {
            event.preventDefault();
            setTyped('');
          }
        }}
      />
      <Segments
        label="Level of detail"
        value={state.level}
        onChange={(level) => onChange({ level })}
        choices={LEVELS}
      />
      <div className="seg" role="group" aria-label="Layers">
        {LAYERS.map(({ id, label, kinds }) => (
          <button
            key={id}
            type="button"
            aria-pressed={kinds.every((kind) => state.kinds?.has(kind) ?? true)}
            onClick={() => onChange({ kinds: switchLayer(state.kinds, kinds) })}
          >
            {label}
          </button>
        ))}
      </div>
      <span className="fill" />
      <IconButton
        name={table ? 'Show as picture (G L)' : 'Show as table (G L)'}
        aria-pressed={table}
        icon={table ? <Network /> : <Table2 />}
        onClick={() => onChange({ table: !table })}
      />
    </div>
  );
}
