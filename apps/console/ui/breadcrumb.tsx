import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { AppLink } from './app-link.tsx';

export type Crumb = { label: string; to?: string | undefined };

/** Where one stands; the last crumb is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      {crumbs.map((crumb, index) => (
        <Fragment key={`${index} ${crumb.label}`}>
          <ChevronRight className="xs" />
          {index === crumbs.length - 1 ? <span aria-current="page" className="ell">{crumb.label}</span>
            : crumb.to !== undefined ? <AppLink to={crumb.to}>{crumb.label}</AppLink>
            : <span className="nowrap">{crumb.label}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
