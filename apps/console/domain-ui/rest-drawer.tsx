import { Code } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { CodeBox } from '../ui/copy-button.tsx';
import { Drawer } from '../ui/side-panel.tsx';
import { PanelTabs } from '../ui/tabs.tsx';

export type WrittenForm = { id: string; label: string; text: string };

/** What a form would send, in the forms in which a person can replay it: curl, JSON, YAML. Follows typing. */
export function RestDrawer({ open, onClose, forms, note }: { open: boolean; onClose: () => void; forms: readonly WrittenForm[]; note?: ReactNode }) {
  const [chosen, setChosen] = useState(forms[0]?.id ?? '');
  const shown = forms.find((form) => form.id === chosen) ?? forms[0];
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="REST"
      tabs={forms.length > 1 ? <PanelTabs label="Form of the request" tabs={forms} current={shown?.id ?? ''} onChange={setChosen} /> : undefined}
      footer={note ?? 'Follows what is typed. Replays to the same object.'}
    >
      {shown ? <CodeBox text={shown.text} label={shown.label} /> : <p className="mute">Nothing to send yet.</p>}
    </Drawer>
  );
}

/** The button at the right of an action bar, and its drawer. */
export function RestButton({ forms, note }: { forms: readonly WrittenForm[]; note?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="ghost" icon={<Code className="s" />} aria-expanded={open} onClick={() => setOpen(!open)}>REST</Button>
      <RestDrawer open={open} onClose={() => setOpen(false)} forms={forms} note={note} />
    </>
  );
}
