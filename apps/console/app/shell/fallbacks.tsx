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

/** A page broke while drawing. The rest of the console stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <div className="p-6"><ErrorBanner title="This page could not be drawn." onRetry={reset}>{error instanceof Error ? error.message : String(error)}</ErrorBanner></div>;
}
