import { Code } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextDrawer, type WrittenForm } from './text-drawer.tsx';

/** The writes of a form in replayable formats: curl, JSON, YAML. Updated while typing. */
function RestDrawer({
  open,
  onClose,
  forms,
  note,
}: {
  open: boolean;
  onClose: () => void;
  forms: readonly WrittenForm[];
  note?: ReactNode;
}) {
  return (
    <TextDrawer
      open={open}
      onClose={onClose}
      title="REST"
      choice="Form of the request"
      forms={forms}
      note={note ?? 'Follows what is typed. Replays to the same object.'}
      empty="Nothing to send yet."
    />
  );
}

/** The button at the right of an action bar, and its drawer. */
export function RestButton({ forms, note }: { forms: readonly WrittenForm[]; note?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="ghost" icon={<Code className="small" />} aria-expanded={open} onClick={() => setOpen(!open)}>
        REST
      </Button>
      <RestDrawer open={open} onClose={() => setOpen(false)} forms={forms} note={note} />
    </>
  );
}
