import { Check, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Toaster as Sonner, toast } from 'sonner';

export type ToastWords = {
  tone: 'ok' | 'bad' | 'info';
  text: ReactNode;
  undo?: (() => void) | undefined;
  /** At the end, such as a link to the object. */
  link?: ReactNode;
  /** A toast with the same id replaces this one in place, such as saved → advertised. */
  id?: string;
};

/** Shows a result at the bottom left. Errors stay until dismissed. Returns the id. */
export function tell({ tone, text, undo, link, id }: ToastWords): string | number {
  const Icon = tone === 'ok' ? Check : tone === 'bad' ? TriangleAlert : Info;
  return toast.custom(
    (key) => (
      <div className={`toast ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
        <Icon />
        <span className="what">{text}</span>
        {link}
        {undo && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              toast.dismiss(key);
              undo();
            }}
          >
            Undo
          </button>
        )}
        <button type="button" className="ib" aria-label="Dismiss" onClick={() => toast.dismiss(key)}>
          <X />
        </button>
      </div>
    ),
    {
      ...(id === undefined ? {} : { id }),
      duration: tone === 'bad' ? Number.POSITIVE_INFINITY : undo ? 10_000 : 6_000,
    },
  );
}

export const tellDone = (text: ReactNode, more: Omit<ToastWords, 'tone' | 'text'> = {}) =>
  tell({ tone: 'ok', text, ...more });
export const tellFailed = (text: ReactNode, more: Omit<ToastWords, 'tone' | 'text'> = {}) =>
  tell({ tone: 'bad', text, ...more });

/** Mounted once, in the shell. */
export function Toasts() {
  return (
    <Sonner
      position="bottom-left"
      offset={{ bottom: 64, left: 20 }}
      gap={8}
      visibleToasts={4}
      style={{ '--width': '460px', fontFamily: 'var(--font-ui)' } as React.CSSProperties}
      toastOptions={{ unstyled: true, style: { width: '100%' } }}
    />
  );
}
