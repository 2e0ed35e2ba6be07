import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useFieldWiring } from './field.tsx';
import { OptionPopover } from './option-popover.tsx';
import { matchOptions, stepActive, type Option } from './options.ts';

/** A choice of several, in the order chosen. Backspace removes the last one. */
export function MultiSelect({
  values,
  onChange,
  options,
  placeholder,
  emptyNote = 'Nothing more to choose.',
  'aria-label': label,
}: {
  values: readonly string[];
  onChange: (values: string[]) => void;
  options: readonly Option[];
  placeholder?: string;
  emptyNote?: ReactNode;
  'aria-label'?: string;
}) {
  const list = useId();
  const wiring = useFieldWiring();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () =>
      matchOptions(
        options.filter((option) => !values.includes(option.value)),
        typed,
      ),
    [options, values, typed],
  );
  const close = () => {
    setOpen(false);
    setTyped('');
    setActive(0);
  };
  const take = (option: Option | undefined) => {
    if (!option || option.blocked !== undefined) return;
    onChange([...values, option.value]);
    setTyped('');
    setActive(0);
  };
  const drop = (value: string) => onChange(values.filter((one) => one !== value));
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
          className="chips"
          data-invalid={wiring['aria-invalid']}
          onMouseDown={(event) => {
            if (event.target === event.currentTarget) {
              event.preventDefault();
              box.current?.querySelector('input')?.focus();
              setOpen(true);
            }
          }}
        >
          {values.map((value) => {
            const option = options.find((one) => one.value === value);
            return (
              <span key={value} className="rt">
                {option?.icon}
                <span>{option?.label ?? value}</span>
                <button
                  type="button"
                  className="remove"
                  aria-label={`Remove ${option?.label ?? value}`}
                  onClick={() => drop(value)}
                >
                  <X />
                </button>
              </span>
            );
          })}
          <input
            {...wiring}
            className="chip-input"
            role="combobox"
            aria-label={label}
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && shown[active] ? `${list}-${active}` : undefined}
            autoComplete="off"
            placeholder={values.length === 0 ? placeholder : undefined}
            value={typed}
            onMouseDown={() => setOpen(true)}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
              setOpen(true);
            }}
            onBlur={close}
            onKeyDown={(event) => {
              const last = values.at(-1);
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                if (open) setActive(stepActive(active, event.key === 'ArrowDown' ? 1 : -1, shown.length));
                else setOpen(true);
              } else if (event.key === 'Enter' && open) {
                event.preventDefault();
                take(shown[active]);
              } else if (event.key === 'Escape' && open) {
                event.preventDefault();
                event.stopPropagation();
                close();
              } else if (event.key === 'Backspace' && typed === '' && last !== undefined) drop(last);
            }}
          />
        </div>
      </Popover.Anchor>
      <OptionPopover
        anchor={box}
        id={list}
        options={shown}
        active={active}
        chosen={values}
        onTake={take}
        onActive={setActive}
        emptyNote={emptyNote}
      />
    </Popover.Root>
  );
}
