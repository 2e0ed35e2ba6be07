import type { ReactNode } from 'react';

/** There are no objects yet: their purpose, the one next step, and its preconditions. */
export function EmptyState({
  title,
  children,
  needs,
  actions,
  aside,
}: {
  title: string;
  children?: ReactNode;
  /** Preconditions, each with a `Status` on the left and a link or word on the right. */
  needs?: { id: string; state: ReactNode; end?: ReactNode }[];
  actions?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className="em">
      <div>
        <h2>{title}</h2>
        {children && <div className="about">{children}</div>}
        {needs && needs.length > 0 && (
          <ul className="reqs">
            {needs.map((need) => (
              <li key={need.id}>
                <span>{need.state}</span>
                <span>{need.end}</span>
              </li>
            ))}
          </ul>
        )}
        {actions && <div className="btns">{actions}</div>}
      </div>
      {aside && <div>{aside}</div>}
    </div>
  );
}
