import { AlertDialog as Radix } from 'radix-ui';
import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { ErrorBanner, Note } from './note.tsx';
import { Tag } from './tag.tsx';
import { TextInput } from './text-input.tsx';

/** One line of the dependents tree, and the effect of the deletion on it. */
export type Dependent = {
  id: string;
  depth: number;
  icon?: ReactNode;
  name: ReactNode;
  detail?: ReactNode;
  fate: string;
  tone: 'bad' | 'warn';
};

/**
 * Asks for confirmation before a deletion: the question as title, the consequence in one sentence, and everything that
 * depends on the object. Cancel has the focus. `blockedBy` names the fix and removes the delete button;
 * `typeToConfirm` requires the name to be typed.
 */
export function ConfirmDelete({
  open,
  onClose,
  question,
  consequence,
  dependents,
  blockedBy,
  typeToConfirm,
  verb,
  busy,
  failure,
  onConfirm,
}: {
  open: boolean;
  onClose: () => void;
  question: string;
  consequence?: ReactNode;
  dependents?: readonly Dependent[] | undefined;
  blockedBy?: ReactNode;
  typeToConfirm?: string | undefined;
  /** With the count, such as "Delete 5 objects". */
  verb: string;
  busy?: boolean;
  failure?: string | undefined;
  onConfirm: () => void;
}) {
  const cancel = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (open) setTyped('');
  }, [open]);
  const stopped = blockedBy !== undefined && blockedBy !== null && blockedBy !== false;
  const wanted = !stopped && typeToConfirm !== undefined;
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className="dialog wide"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            cancel.current?.focus();
          }}
          {...(consequence === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dlh">
            <Radix.Title>{question}</Radix.Title>
            {consequence !== undefined && <Radix.Description>{consequence}</Radix.Description>}
          </div>
          <div className="dlb grid gap-3">
            {dependents && dependents.length > 0 && (
              <ul className="tree" aria-label="What depends on it" tabIndex={0}>
                {dependents.map((line) => (
                  <li
                    key={line.id}
                    style={{ '--l': line.depth } as CSSProperties}
                    data-nested={line.depth > 0 ? '' : undefined}
                  >
                    {line.icon}
                    <span
                      className={
                        line.depth === 0 ? 'medium ellipsis shrink-0 max-w-[62%]' : 'ellipsis shrink-0 max-w-[62%]'
                      }
                      title={typeof line.name === 'string' ? line.name : undefined}
                    >
                      {line.name}
                    </span>
                    {line.detail !== undefined && (
                      <span
                        className="muted ellipsis"
                        title={typeof line.detail === 'string' ? line.detail : undefined}
                      >
                        {line.detail}
                      </span>
                    )}
                    <span className="reason">
                      <Tag tone={line.tone}>{line.fate}</Tag>
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {stopped && <Note tone="warn">{blockedBy}</Note>}
            {wanted && (
              <Field
                label={
                  <span>
                    Type <span className="wire bold">{typeToConfirm}</span> to confirm
                  </span>
                }
              >
                <TextInput wire value={typed} onChange={(event) => setTyped(event.target.value)} />
              </Field>
            )}
            {failure !== undefined && <ErrorBanner title="Not deleted.">{failure}</ErrorBanner>}
          </div>
          <div className="dlf justify-end">
            <Radix.Cancel asChild>
              <button ref={cancel} type="button" className="btn lg">
                Cancel
              </button>
            </Radix.Cancel>
            <Button
              kind="danger"
              size="lg"
              disabled={stopped || busy === true || (wanted && typed !== typeToConfirm)}
              aria-busy={busy || undefined}
              onClick={onConfirm}
            >
              {verb}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
