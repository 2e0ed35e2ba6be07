import { Popover } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { cx } from './cx.ts';
import type { Option } from './options.ts';

type Props = {
  id: string;
  options: readonly Option[];
  active: number;
  chosen: readonly string[];
  onTake: (option: Option) => void;
  onActive: (index: number) => void;
  emptyNote: ReactNode;
};

/**
 * The list below a field with options. Focus stays in the input, which refers to the active option by id. `anchor`:
 * what is in the field; a click on it does not close the list.
 */
export function OptionPopover({ anchor, ...list }: Props & { anchor: RefObject<HTMLElement | null> }) {
  return (
    <Popover.Portal>
      <Popover.Content
        role="presentation"
        className="pop w-(--radix-popover-trigger-width)"
        align="start"
        sideOffset={4}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if (anchor.current?.contains(event.target as Node)) event.preventDefault();
        }}
      >
        <OptionList {...list} />
      </Popover.Content>
    </Popover.Portal>
  );
}

function OptionList({ id, options, active, chosen, onTake, onActive, emptyNote }: Props) {
  return (
    <div id={id} role="listbox" onMouseDown={(event) => event.preventDefault()}>
      {options.length === 0 && (
        <div className="mi-note" role="option" aria-selected="false" aria-disabled="true">
          {emptyNote}
        </div>
      )}
      {options.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={chosen.includes(option.value)}
          aria-disabled={option.blocked !== undefined || undefined}
          className={cx('mi', index === active && 'act')}
          ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          onMouseMove={() => {
            if (index !== active) onActive(index);
          }}
          onClick={() => onTake(option)}
        >
          {option.icon}
          <span className={cx('ellipsis', chosen.includes(option.value) && 'medium')} title={option.label}>
            {option.label}
          </span>
          {(option.blocked ?? option.detail) !== undefined && (
            <span className="end ellipsis flex-none max-w-[50%]">{option.blocked ?? option.detail}</span>
          )}
        </div>
      ))}
    </div>
  );
}
