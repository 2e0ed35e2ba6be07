import { Equal, EqualNot } from 'lucide-react';
import { Fragment } from 'react';
import type { ComparisonRow, PeeringComparison } from '../../../../../server/contract/views/comparison.ts';
import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';
import { pathTo } from '../../../app/paths.ts';
import { AddressText } from '../../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { cx } from '../../../ui/cx.ts';
import { Tag } from '../../../ui/tag.tsx';
import { RouterIcon } from '../columns.tsx';
import { negotiatedOf, liveRows } from './negotiated.ts';

/** List values are shown as tags; values that a finding reports as missing at the other end are highlighted. */
function Value({ row, side }: { row: ComparisonRow; side: 'local' | 'peer' }) {
  const value = row[side];
  const standard = side === 'local' ? row.localDefault : row.peerDefault;
  if (row.field === 'address-families') {
    const other = (side === 'local' ? row.peer : row.local).split(', ');
    return (
      <span className="flex flex-wrap gap-1">
        {value
          .split(', ')
          .filter((one) => one !== '')
          .map((family) => (
            <Tag
              key={family}
              tone={
                !other.includes(family) && row.verdict !== 'noted' && (row.finding ?? '').includes(family)
                  ? 'warn'
                  : undefined
              }
            >
              {family}
            </Tag>
          ))}
      </span>
    );
  }
  return (
    <span className="wire">
      {value}
      {standard === true && <span className="muted"> default</span>}
    </span>
  );
}

/** The form field that edits this row. */
const FIELD: Readonly<Record<string, string>> = {
  address: 'address',
  'autonomous-system': 'autonomous_system',
  'address-families': 'address_families',
  'hold-time': 'hold_time',
  authentication: 'auth_data',
  'admin-state': 'admin_down',
  attributes: 'peers',
};

/** The findings of a session that a row already shows. */
const TOPIC: Readonly<Record<string, string>> = {
  'autonomous-system': 'asn',
  'address-families': 'families',
  'admin-state': 'admin-down',
};
const NONE: ReadonlySet<string> = new Set();

export type End = { name: string; type: string; address?: string | undefined };

/**
 * One configured peering: left end, right end, and what was negotiated; a mismatch shows effect and fix in a row of
 * its own.
 */
export function BothEnds({
  local,
  peer,
  peering,
  session,
  said = NONE,
}: {
  local: End;
  peer: End;
  peering: PeeringComparison;
  session?: BgpSession | undefined;
  /** Topics of findings that the page already shows with their fix: rows do not repeat them. */
  said?: ReadonlySet<string>;
}) {
  const head = (end: End) => (
    <span className="hd">
      <RouterIcon type={end.type} />
      <AppLink className="id" to={pathTo('bgpRouter', { name: end.name })}>
        {end.name}
      </AppLink>
      {end.address !== undefined && <AddressText value={end.address} small className="muted" />}
    </span>
  );
  const edit = (end: End, row: ComparisonRow, words: string) => (
    <AppLink className="underline" to={pathTo('editBgpRouter', { name: end.name }, { field: FIELD[row.field] })}>
      {words} {end.name}
    </AppLink>
  );
  return (
    <div className="overflow-x-auto">
      <table
        className="data-table ends"
        style={{ minWidth: 900 }}
        aria-label={`Both ends of ${local.name} and ${peer.name}`}
      >
        <colgroup>
          <col style={{ width: 160 }} />
          <col />
          <col style={{ width: 44 }} />
          <col />
          <col style={{ width: 316 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Field</span>
            </th>
            <th scope="col">{head(local)}</th>
            <th scope="col">
              <span className="sr-only">Verdict</span>
            </th>
            <th scope="col">{head(peer)}</th>
            <th scope="col">
              <span className="hd">Negotiated</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {peering.rows.map((row) => {
            const noted = row.verdict === 'noted';
            const differs = row.verdict !== 'equal' && !noted;
            const told = said.has(TOPIC[row.field] ?? row.field);
            const bad = row.verdict === 'mismatch';
            const informative = row.field === 'address' || row.field === 'router-type';
            const negotiated = told ? undefined : negotiatedOf(row, session);
            return (
              <Fragment key={row.field}>
                <tr className={cx(differs && 'mm', bad && 'bad')}>
                  <th scope="row">{row.label}</th>
                  <td>
                    <Value row={row} side="local" />
                  </td>
                  <td>
                    {informative ? null : noted ? (
                      <span className="muted" title="different, and nothing follows from it">
                        <EqualNot aria-hidden="true" />
                        <span className="sr-only">different, and nothing follows from it</span>
                      </span>
                    ) : !differs ? (
                      <span className="text-ok" title="equal">
                        <Equal aria-hidden="true" />
                        <span className="sr-only">equal</span>
                      </span>
                    ) : (
                      <span className={bad ? 'text-bad' : 'text-warn'} title="different">
                        <EqualNot aria-hidden="true" />
                        <span className="sr-only">{bad ? 'mismatch' : 'partly different'}</span>
                      </span>
                    )}
                  </td>
                  <td>
                    <Value row={row} side="peer" />
                  </td>
                  <td>{negotiated !== undefined && <span title={negotiated}>{negotiated}</span>}</td>
                </tr>
                {row.finding !== undefined && !told && (
                  <tr className={noted ? 'noted' : cx('fix', bad && 'bad')}>
                    <td />
                    {noted ? (
                      <td colSpan={4} className="muted">
                        {row.finding}
                      </td>
                    ) : (
                      <td colSpan={4}>
                        <b className="text-fg">{row.finding}</b> {edit(local, row, 'Edit')} or {edit(peer, row, 'edit')}
                      </td>
                    )}
                  </tr>
                )}
              </Fragment>
            );
          })}
          {liveRows(session).map((row) => (
            <tr key={row.field}>
              <th scope="row">{row.label}</th>
              <td />
              <td />
              <td />
              <td>
                <span title={row.negotiated}>{row.negotiated}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
