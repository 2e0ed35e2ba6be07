import type { ReactNode } from 'react';
import { FormPage, type FormPageSave } from '../../ui/form-page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { FormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { ChangedMeanwhile, ConflictNote, type Conflict, type Meanwhile } from './conflict-note.tsx';
import { RestButton } from './rest-drawer.tsx';
import type { WrittenForm } from './text-drawer.tsx';

/** A form's save: `save` of `useEditForm`, or what `useSave` returns (both in `data`). */
type FormSave = FormPageSave & {
  /** The writes of a save now, for REST. */
  readonly forms: readonly WrittenForm[];
  /** Only of a form that edits. */
  readonly conflict?: Conflict | undefined;
  readonly meanwhile?: Meanwhile | undefined;
};

/** What the pages that create and edit an object give to the form that they have in common. */
export type FormOf<F extends object> = {
  readonly state: FormState<F>;
  readonly save: FormSave;
  /** Where Cancel leads; a function closes a form that is not a page of its own. */
  readonly back: string | (() => void);
};

/**
 * A page with a form: header, a warning that the object was changed meanwhile, why a save failed, the fields
 * (`children`), and the action bar with Save, Cancel and REST. The feature gives only its fields.
 */
export function ObjectForm({
  save: { forms, conflict, meanwhile, failure, changedNote, ...save },
  back,
  title,
  lead,
  sub,
  actions,
  primary = 'Save',
  note,
  restNote,
  extra,
  pane,
  boxed = true,
  children,
}: Pick<FormOf<object>, 'save' | 'back'> & {
  /** Of the header. Without a title the form stands below the header of another page. */
  title?: string;
  lead?: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
  /** Names the action: "Create pool". */
  primary?: string | undefined;
  /** Beside Cancel, instead of how many fields are changed. */
  note?: ReactNode;
  restNote?: ReactNode;
  /** Left of REST. */
  extra?: ReactNode;
  pane?: ReactNode;
  /** False when the fields stand in full-width `Section`s. */
  boxed?: boolean;
  children: ReactNode;
}) {
  const go = useGo();
  return (
    <>
      {title !== undefined && <PageHeader title={title} lead={lead} sub={sub} actions={actions} />}
      {meanwhile && <ChangedMeanwhile {...meanwhile} />}
      <FormPage
        {...save}
        failure={conflict === undefined ? failure : <ConflictNote {...conflict} />}
        changedNote={note ?? changedNote}
        primary={primary}
        onCancel={typeof back === 'string' ? () => go(back) : back}
        inPlace={typeof back !== 'string'}
        boxed={boxed}
        pane={pane}
        extra={
          <>
            {extra}
            <RestButton forms={forms} note={restNote} />
          </>
        }
      >
        {children}
      </FormPage>
    </>
  );
}
