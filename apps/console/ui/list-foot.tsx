/** The line below a list that is shown whole: how many there are, and at which revision. */
export function ListFoot({
  count,
  nouns,
  revision,
}: {
  /** Undefined until it is known. */
  count: number | undefined;
  nouns: readonly [one: string, more: string];
  revision: number | undefined;
}) {
  return (
    <div className="tfoot">
      <span role="status">
        {count !== undefined && (
          <>
            <b className="secondary medium">{count}</b> {count === 1 ? nouns[0] : nouns[1]}
          </>
        )}
      </span>
      <span className="fill" />
      {revision !== undefined && <span className="wire small">rev {revision}</span>}
    </div>
  );
}
