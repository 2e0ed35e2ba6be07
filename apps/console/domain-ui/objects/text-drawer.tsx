import { useState, type ReactNode } from 'react';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Drawer } from '../../ui/side-panel.tsx';
import { PanelTabs } from '../../ui/tabs.tsx';

export type WrittenForm = {
  id: string;
  label: string;
  text: string;
  /** Sentences about it, below the text. */ note?: readonly string[];
};

/** One text in several formats, each with a copy button: requests, configurations, a router's output. */
export function TextDrawer({
  open,
  onClose,
  title,
  choice,
  forms,
  above,
  note,
  empty,
  wide,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  wide?: boolean;
  /** Label of the choice for screen readers: "Form of the request". */
  choice: string;
  forms: readonly WrittenForm[];
  above?: ReactNode;
  note?: ReactNode;
  empty: ReactNode;
}) {
  const [chosen, setChosen] = useState('');
  const shown = forms.find((form) => form.id === chosen) ?? forms[0];
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      wide={wide}
      {...(note === undefined ? {} : { footer: note })}
      tabs={
        forms.length > 1 ? (
          <PanelTabs label={choice} tabs={forms} current={shown?.id ?? ''} onChange={setChosen} />
        ) : undefined
      }
    >
      <div className="grid gap-3 grid-cols-[minmax(0,1fr)]">
        {above}
        {shown ? <CodeBox text={shown.text} label={shown.label} /> : <div className="muted">{empty}</div>}
        {shown?.note !== undefined && shown.note.length > 0 && (
          <ul className="grid gap-1.5 type-12 secondary list-disc pl-4">
            {shown.note.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
    </Drawer>
  );
}
