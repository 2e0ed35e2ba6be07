import { useBlocker } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorBanner } from './note.tsx';

/** The state of a form's save, and how to start it. */
export type FormPageSave = {
  onSubmit: () => void;
  errors: number;
  changed: number;
  saving?: boolean;
  failure?: ReactNode;
  /** Instead of "n fields changed", for forms that create. */
  changedNote?: ReactNode;
};

/**
 * The frame of a form page: body, pane on the right, and the action bar, which is always visible. Save stays enabled:
 * with errors it moves to the first one. While a save is on its way nothing can be typed, since it would not be part of
 * it; a refusal gives back the fields, and the focus. Leaving with changes asks for confirmation once. Each `Field`
 * with an error is a stop automatically; the page passes the number of errors to show.
 */
export function FormPage({
  primary,
  onSubmit,
  onCancel,
  errors,
  changed,
  changedNote,
  inPlace = false,
  saving = false,
  failure,
  pane,
  extra,
  children,
  boxed = true,
}: FormPageSave & {
  /** Names the action: "Create pool", "Save". */
  primary: string;
  onCancel: () => void;
  /** The form is not a page of its own: Cancel stays on the page and asks for confirmation itself. */
  inPlace?: boolean;
  pane?: ReactNode;
  /** On the right of the action bar: Diff, REST. */
  extra?: ReactNode;
  children: ReactNode;
  /** False when the body consists of full-width `Section`s. */
  boxed?: boolean;
}) {
  const body = useRef<HTMLFormElement>(null);
  const jump = () => {
    const first =
      body.current?.querySelector<HTMLElement>(
        '[data-field-error] :is(input,select,textarea,[tabindex])[aria-invalid]',
      ) ?? body.current?.querySelector<HTMLElement>('[data-field-error] :is(input,select,textarea,button,[tabindex])');
    first?.scrollIntoView({ block: 'center' });
    first?.focus();
  };
  const blocker = useBlocker({
    shouldBlockFn: () => changed > 0 && !saving,
    enableBeforeUnload: () => changed > 0 && !saving,
    withResolver: true,
  });
  const [cancelling, setCancelling] = useState(false);
  const asked = useRef(false);
  const sent = useRef(false);
  const focused = useRef<Element | null>(null);
  const stay = () => {
    setCancelling(false);
    blocker.reset?.();
  };
  useEffect(() => {
    if (saving) {
      sent.current = true;
      return; // the server's refusal comes with its end
    }
    if ((asked.current || sent.current) && errors > 0) jump();
    else if (sent.current && document.activeElement === document.body && focused.current instanceof HTMLElement)
      focused.current.focus();
    asked.current = false;
    sent.current = false;
  });
  return (
    <div className="split">
      <form
        ref={body}
        className="form-page"
        noValidate
        aria-busy={saving || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          asked.current = true;
          focused.current = document.activeElement;
          if (errors > 0) jump();
          if (!saving) onSubmit();
        }}
      >
        <div className="scroll">
          {failure !== undefined && failure !== null && (
            <div className="px-6 pt-4 max-w-[928px]">
              <ErrorBanner title="The save failed.">{failure}</ErrorBanner>
            </div>
          )}
          <fieldset role="presentation" className="contents" disabled={saving}>
            {boxed ? <div className="form-body">{children}</div> : children}
          </fieldset>
        </div>
        <div className="actionbar">
          <Button type="submit" kind="primary" size="lg" disabled={saving}>
            {saving ? 'Saving…' : primary}
          </Button>
          <Button size="lg" onClick={() => (inPlace && changed > 0 ? setCancelling(true) : onCancel())}>
            Cancel
          </Button>
          {errors > 0 && (
            <button type="button" className="linkish row tight text-bad ml-2" onClick={jump}>
              <TriangleAlert className="small" />
              {errors === 1 ? '1 error' : `${errors} errors`}
            </button>
          )}
          <span className="muted ml-1" role="status">
            {changedNote ?? (changed === 0 ? '' : changed === 1 ? '1 field changed' : `${changed} fields changed`)}
          </span>
          <span className="fill" />
          {extra}
        </div>
      </form>
      {pane}
      <Dialog
        open={cancelling || blocker.status === 'blocked'}
        onClose={stay}
        title="Leave without saving?"
        about={changed === 1 ? '1 changed field would be lost.' : `${changed} changed fields would be lost.`}
        actions={
          <>
            <span className="fill" />
            <Button size="lg" onClick={stay}>
              Stay
            </Button>
            <Button size="lg" kind="danger" onClick={() => (cancelling ? onCancel() : blocker.proceed?.())}>
              Leave
            </Button>
          </>
        }
      />
    </div>
  );
}
