import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { useFieldWiring } from './field.tsx';
import { OptionPopover } from './option-popover.tsx';
import { matchOptions, stepActive, type Option } from './options.ts';

export type { Option } from './options.ts';

/**
 * A choice of one among many, by typing. Shows the chosen label; typing searches labels, details and keywords. An
 * option with `blocked` is listed but cannot be chosen, and shows why.
 */
export function Combobox({
  value,
  onChange,
  options,
  placeholder,
  emptyNote = 'Nothing matches.',
  disabled,
  lead,
  wire,
  onSearch,
  clearable,
  'aria-label': label,
}: {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  emptyNote?: ReactNode;
  disabled?: boolean;
  lead?: ReactNode;
  wire?: boolean;
  /** Called with the typed text, for options that the server finds. */
  onSearch?: (text: string) => void;
  clearable?: boolean;
  'aria-label'?: string;
}) {
  const list = useId();
  const wiring = useFieldWiring();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const chosen = options.find((option) => option.value === value);
  const shown = useMemo(() => matchOptions(options, typed ?? ''), [options, typed]);
  const close = () => {
    setOpen(false);
    setTyped(undefined);
  };
  const take = (option: Option | undefined) => {
    if (!option || option.blocked !== undefined) return;
    onChange(option.value);
    close();
  };
  const show = () => {
    if (disabled) return;
    setActive(
      Math.max(
        0,
        shown.findIndex((option) => option.value === value),
      ),
    );
    setOpen(true);
  };
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
    >
      <Popover.Anchor asChild>
        <div
          ref={box}
          className="combo"
          data-invalid={wiring['aria-invalid']}
          data-disabled={disabled || undefined}
          onMouseDown={(event) => {
            if (event.target !== input.current) {
              event.preventDefault();
              input.current?.focus();
              if (open) close();
              else show();
            }
          }}
        >
          {typed === undefined && (chosen?.icon ?? lead)}
          <input
            {...wiring}
            ref={input}
            role="combobox"
            aria-label={label}
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && shown[active] ? `${list}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={chosen?.label ?? placeholder}
            value={typed ?? chosen?.label ?? value}
            className={cx(wire && 'wire', 'text-ellipsis')}
            onMouseDown={() => {
              if (!open) show();
            }}
            onChange={(event) => {
              setTyped(event.target.value);
              onSearch?.(event.target.value);
              setActive(0);
              setOpen(true);
              if (clearable && event.target.value === '') onChange('');
            }}
            onBlur={() => close()}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                if (!open) show();
                else setActive(stepActive(active, event.key === 'ArrowDown' ? 1 : -1, shown.length));
              } else if (event.key === 'Enter' && open) {
                event.preventDefault();
                take(shown[active]);
              } else if (event.key === 'Escape' && open) {
                event.preventDefault();
                event.stopPropagation();
                close();
              }
            }}
          />
          {chosen?.detail !== undefined && typed === undefined && (
            <span className="muted type-12 ellipsis">{chosen.detail}</span>
          )}
          <ChevronDown className="tiny" />
        </div>
      </Popover.Anchor>
      <OptionPopover
        anchor={box}
        id={list}
        options={shown}
        active={active}
        chosen={[value]}
        onTake={take}
        onActive={setActive}
        emptyNote={emptyNote}
      />
    </Popover.Root>
  );
}
