import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';
import { pathTo } from '../../../app/paths.ts';
import { countText } from '../../../domain-ui/times/duration-text.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { Status } from '../../../ui/status.tsx';
import { familyRows, type FamilyRow, type Offer } from './families.ts';

const WORD: Readonly<Record<Offer, string>> = {
  offered: 'Offered',
  configured: 'Configured',
  'not-offered': 'Not offered',
  'not-spoken': 'Not spoken',
};

function End({ offer, missing }: { offer: Offer; missing: boolean }) {
  return missing ? (
    <Status shape="triangle" tone="warn">
      {WORD[offer]}
    </Status>
  ) : (
    <span className={offer === 'offered' || offer === 'configured' ? 'secondary' : 'muted'}>{WORD[offer]}</span>
  );
}

function Note({ row, session }: { row: FamilyRow; session: BgpSession }) {
  if (row.missing === undefined)
    return row.note === undefined ? null : (
      <span className="muted" title={row.note}>
        {row.note}
      </span>
    );
  const [lacks, has] =
    row.missing === 'theirs' ? [session.peerName, session.localName] : [session.localName, session.peerName];
  const edit = (name: string) => (
    <AppLink to={pathTo('editBgpRouter', { name }, { field: 'address_families' })}>{name}</AppLink>
  );
  return (
    <span title={`Add ${row.family} on ${lacks}, or remove it on ${has}`}>
      Add it on {edit(lacks)}, or remove it on {edit(has)}
    </span>
  );
}

/** Per family: what each side offers, and whether it was negotiated. */
export function FamiliesTable({
  session,
  configured,
}: {
  session: BgpSession;
  configured: { ours: readonly string[]; theirs: readonly string[] };
}) {
  const count = (value: number | undefined) =>
    value !== undefined && <span className={value === 0 ? 'zero' : ''}>{countText(value)}</span>;
  const columns: readonly PlainColumn<FamilyRow>[] = [
    { id: 'family', header: 'Family', width: 200, cell: (row) => <span className="wire medium">{row.family}</span> },
    {
      id: 'ours',
      header: session.localName,
      width: 138,
      cell: (row) => <End offer={row.ours} missing={row.missing === 'ours'} />,
    },
    {
      id: 'theirs',
      header: session.peerName,
      width: 138,
      cell: (row) => <End offer={row.theirs} missing={row.missing === 'theirs'} />,
    },
    {
      id: 'session',
      header: 'Session',
      width: 138,
      cell: (row) =>
        row.carried ? (
          <Status shape="disc" tone="ok">
            Carried
          </Status>
        ) : (
          <Status shape="dotted" tone="idle">
            Not carried
          </Status>
        ),
    },
    { id: 'received', header: 'Received', width: 84, numeric: true, priority: 3, cell: (row) => count(row.received) },
    { id: 'sent', header: 'Sent', width: 72, numeric: true, priority: 3, cell: (row) => count(row.sent) },
    { id: 'note', header: 'Note', cell: (row) => <Note row={row} session={session} /> },
  ];
  return (
    <PlainTable
      label={`Address families of ${session.localName} and ${session.peerName}`}
      columns={columns}
      rows={familyRows(session, configured)}
      rowKey={(row) => row.family}
      rowName={(row) => row.family}
      least={760}
      empty="Neither end has an address family."
    />
  );
}
