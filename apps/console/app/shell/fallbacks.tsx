import { useQueryClient } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { AppLink } from '../../ui/app-link.tsx';
import { ErrorBanner } from '../../ui/note.tsx';

export function NotFoundPage() {
  return (
    <div className="em">
      <div>
        <h2>There is no page at this address</h2>
        <p className="about">The Main Menu lists all pages; Ctrl K finds an object by name, address or route target.</p>
        <div className="btns"><AppLink className="btn" to="/">Go to the first page</AppLink></div>
      </div>
    </div>
  );
}

const isModuleMissing = (error: unknown): boolean => error instanceof Error && /dynamically imported module|importing a module script/i.test(error.message);

/**
 * A page broke while drawing. The rest of the console stays. Another try draws it anew from what is read anew: what nobody
 * shows any more is forgotten, for it may be what broke it. A page's own script that did not arrive needs the whole document.
 */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const client = useQueryClient();
  const again = () => {
    if (isModuleMissing(error)) return window.location.reload();
    client.removeQueries({ type: 'inactive' });
    reset();
  };
  return <div className="p-6"><ErrorBanner title="This page could not be drawn." onRetry={again}>{error instanceof Error ? error.message : String(error)}</ErrorBanner></div>;
}
