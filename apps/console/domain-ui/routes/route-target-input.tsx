import { useRef, useState, type KeyboardEvent } from 'react';
import { useFieldWiring } from '../../ui/field.tsx';
import { RouteTargetChip, type TargetDirection } from './route-target-chip.tsx';
import { addTargets, identity, readTarget } from './target-list.ts';

/**
 * Chips of one direction. Stands in a `Field`; the form has three (both, import, export).
 * Type or paste `60100:100`, `target:60100:100` or lists; Enter, comma, space or leaving the field makes chips.
 * Invalid ones stay red, as typed. Backspace holds the last chip, then removes it; arrows walk the chips.
 */
export function RouteTargetInput({
  values,
  onChange,
  direction,
  automatic,
  saved,
  validate,
  placeholder = 'AS:number',
  onBlur,
}: {
  values: readonly string[];
  onChange: (values: string[]) => void;
  direction: Exclude<TargetDirection, 'auto'>;
  /** The automatic target, shown first and locked. */
  automatic?: string | undefined;
  /** The saved targets: other chips get the green border of "new in this edit". */
  saved?: readonly string[] | undefined;
  /** The form's objection to a well-formed target, as a sentence. */
  validate?: (target: string) => string | undefined;
  placeholder?: string;
  onBlur?: () => void;
}) {
  const wiring = useFieldWiring();
  const [typed, setTyped] = useState('');
  const [held, setHeld] = useState<number | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const savedKeys = saved && new Set(saved.map(identity));

  const commit = (text: string) => {
    setTyped('');
    if (text.trim() !== '') onChange(addTargets(values, text));
  };
  const remove = (index: number) => {
    onChange(values.filter((_, at) => at !== index));
    setHeld(undefined);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = values.length - 1;
    const caretFirst = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    if (event.key === 'Enter' || event.key === ',' || event.key === ' ' || event.key === ';') {
      if (typed.trim() === '' && event.key !== ' ') {
        if (event.key === 'Enter') return;
        event.preventDefault();
        return;
      }
      event.preventDefault();
      commit(typed);
    } else if ((event.key === 'Backspace' || event.key === 'Delete') && held !== undefined) {
      event.preventDefault();
      remove(held);
    } else if (event.key === 'Backspace' && typed === '' && last >= 0) {
      event.preventDefault();
      setHeld(last);
    } else if (event.key === 'ArrowLeft' && caretFirst && last >= 0) {
      event.preventDefault();
      setHeld(held === undefined ? last : Math.max(0, held - 1));
    } else if (event.key === 'ArrowRight' && held !== undefined) {
      event.preventDefault();
      setHeld(held >= last ? undefined : held + 1);
    } else if (event.key === 'Escape' && held !== undefined) {
      event.stopPropagation();
      setHeld(undefined);
    } else if (event.key.length === 1) setHeld(undefined);
  };
  const heldValue = held === undefined ? undefined : values[held];
  return (
    <div
      className="chips"
      data-invalid={wiring['aria-invalid']}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) {
          event.preventDefault();
          input.current?.focus();
        }
      }}
    >
      {automatic !== undefined && (
        <RouteTargetChip
          value={automatic}
          direction="auto"
          title={`${automatic}: assigned by the system, always both directions`}
        />
      )}
      {values.map((value, index) => {
        const wrong = readTarget(value).error ?? validate?.(value);
        return (
          <RouteTargetChip
            key={value}
            value={value}
            direction={direction}
            held={index === held}
            title={wrong}
            state={wrong !== undefined ? 'bad' : savedKeys && !savedKeys.has(identity(value)) ? 'new' : undefined}
            onRemove={() => remove(index)}
          />
        );
      })}
      <input
        {...wiring}
        ref={input}
        className="chip-input wire"
        placeholder={values.length === 0 ? placeholder : undefined}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setHeld(undefined);
          setTyped(event.target.value);
        }}
        onPaste={(event) => {
          event.preventDefault();
          commit(typed + event.clipboardData.getData('text'));
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setHeld(undefined);
          commit(typed);
          onBlur?.();
        }}
      />
      <span className="sr-only" role="status">
        {heldValue === undefined ? '' : `${heldValue} held. Backspace removes it.`}
      </span>
    </div>
  );
}
