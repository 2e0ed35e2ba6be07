import { Ellipsis } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type MenuEntry =
  | {
      kind?: 'verb';
      id: string;
      label: string;
      icon?: ReactNode;
      danger?: boolean;
      hint?: string;
      /** The reason why it cannot be done now. */ blocked?: string | undefined;
      run: () => void;
    }
  | { kind: 'check'; id: string; label: string; checked: boolean; run: () => void }
  | { kind: 'line'; id: string };

/** A menu opened by the given trigger element. */
export function Menu({
  trigger,
  entries,
  align = 'end',
  head,
}: {
  trigger: ReactNode;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  head?: string;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="pop"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onKeyDown={(event) => event.stopPropagation()}
          onClick={(event) => event.stopPropagation()}
        >
          {head !== undefined && <Radix.Label className="mi-head">{head}</Radix.Label>}
          {entries.map((entry) => {
            if (entry.kind === 'line') return <Radix.Separator key={entry.id} className="mi-sep" />;
            if (entry.kind === 'check') {
              return (
                <Radix.CheckboxItem
                  key={entry.id}
                  className="mi"
                  checked={entry.checked}
                  onSelect={(event) => event.preventDefault()}
                  onCheckedChange={entry.run}
                >
                  <input
                    type="checkbox"
                    className="check"
                    checked={entry.checked}
                    readOnly
                    tabIndex={-1}
                    aria-hidden="true"
                  />
                  {entry.label}
                </Radix.CheckboxItem>
              );
            }
            return (
              <Radix.Item
                key={entry.id}
                className={cx('mi', entry.danger && 'danger')}
                disabled={entry.blocked !== undefined}
                title={entry.blocked}
                onSelect={entry.run}
              >
                {entry.icon}
                {entry.label}
                {entry.hint !== undefined && <span className="end">{entry.hint}</span>}
              </Radix.Item>
            );
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The "…" button with all actions of one object. */
export function MoreMenu({ of, entries, small }: { of: string; entries: readonly MenuEntry[]; small?: boolean }) {
  return (
    <Menu
      trigger={
        <button type="button" className={cx('ib', small && 'sm')} aria-label={`More actions for ${of}`}>
          <Ellipsis className={cx(small && 'small')} />
        </button>
      }
      entries={entries}
    />
  );
}
