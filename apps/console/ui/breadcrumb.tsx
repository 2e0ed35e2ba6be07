import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { AppLink } from './app-link.tsx';
import { CutText } from './cut-text.tsx';

export type Crumb = { label: string; to?: string | undefined };

/** The location of the page; the last crumb is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      {crumbs.map((crumb, index) => (
        <Fragment key={`${index} ${crumb.label}`}>
          <ChevronRight className="tiny" data-far={crumbs.length - index > 2 ? '' : undefined} />
          {index === crumbs.length - 1 ? (
            <span aria-current="page">
              <CutText text={crumb.label} />
            </span>
          ) : crumb.to !== undefined ? (
            <AppLink to={crumb.to} data-far={crumbs.length - index > 2 ? '' : undefined} title={crumb.label}>
              <CutText text={crumb.label} titled={false} />
            </AppLink>
          ) : (
            <span className="nowrap" data-far={crumbs.length - index > 2 ? '' : undefined}>
              {crumb.label}
            </span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
