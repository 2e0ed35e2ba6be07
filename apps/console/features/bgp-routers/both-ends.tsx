import { Equal, EqualNot } from 'lucide-react';
import { Fragment } from 'react';
import type { ComparisonRow, PeeringComparison } from '../../../../server/contract/views/comparison.ts';
import { pathTo } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AddressText } from '../../domain-ui/wire.tsx';
import { RouterIcon } from './columns.tsx';

/** Values that are lists are drawn as tags; what the other end lacks stands out. */
function Value({ row, side }: { row: ComparisonRow; side: 'local' | 'peer' }) {
  const value = row[side];
  const standard = side === 'local' ? row.localDefault : row.peerDefault;
  if (row.field === 'address-families') {
    const other = (side === 'local' ? row.peer : row.local).split(', ');
    return <span className="flex flex-wrap gap-1">{value.split(', ').filter((one) => one !== '').map((family) => <Tag key={family} tone={other.includes(family) ? undefined : 'warn'}>{family}</Tag>)}</span>;
  }
  return <span className="w">{value}{standard === true && <span className="mute"> default</span>}</span>;
}

export type End = { name: string; type: string; address?: string | undefined };

/** One configured peering: left end, right end, and what both agree on; a difference names effect and cure in a row of its own. */
export function BothEnds({ local, peer, peering }: { local: End; peer: End; peering: PeeringComparison }) {
  const head = (end: End) => <span className="row"><RouterIcon type={end.type} /><AppLink className="id" to={pathTo('bgpRouter', { name: end.name })}>{end.name}</AppLink>{end.address !== undefined && <AddressText value={end.address} small />}</span>;
  return (
    <div className="overflow-x-auto">
      <table className="t" style={{ minWidth: 860 }} aria-label={`Both ends of ${local.name} and ${peer.name}`}>
        <colgroup><col style={{ width: 180 }} /><col /><col style={{ width: 44 }} /><col /><col style={{ width: 260 }} /></colgroup>
        <thead><tr><th scope="col">Field</th><th scope="col">{head(local)}</th><th scope="col"><span className="sr">Verdict</span></th><th scope="col">{head(peer)}</th><th scope="col">Agreed</th></tr></thead>
        <tbody>
          {peering.rows.map((row) => {
            const tint = row.verdict === 'equal' ? undefined : { background: row.verdict === 'mismatch' ? 'var(--bad-tint)' : 'var(--warn-tint)' };
            const bar = row.verdict === 'equal' ? undefined : { ...tint, boxShadow: `inset 3px 0 0 ${row.verdict === 'mismatch' ? 'var(--bad-mark)' : 'var(--warn-mark)'}` };
            const informative = row.field === 'address' || row.field === 'router-type';
            return (
              <Fragment key={row.field}>
                <tr>
                  <th scope="row" style={{ position: 'static', background: 'none', borderTop: 0, height: 'var(--row)', fontSize: 'inherit', ...bar }}>{row.label}</th>
                  <td style={{ ...tint, whiteSpace: 'normal', paddingBlock: 5 }}><Value row={row} side="local" /></td>
                  <td style={tint}>{informative ? null : row.verdict === 'equal' ? <span className="text-ok" title="equal"><Equal aria-hidden="true" /><span className="sr">equal</span></span> : <span className={row.verdict === 'mismatch' ? 'text-bad' : 'text-warn'} title="different"><EqualNot aria-hidden="true" /><span className="sr">{row.verdict === 'mismatch' ? 'mismatch' : 'partly different'}</span></span>}</td>
                  <td style={{ ...tint, whiteSpace: 'normal', paddingBlock: 5 }}><Value row={row} side="peer" /></td>
                  <td style={tint}>{row.agreed !== undefined && <span title={row.agreed}>{row.agreed}</span>}</td>
                </tr>
                {row.finding !== undefined && (
                  <tr>
                    <td style={bar} />
                    <td colSpan={4} style={{ ...tint, whiteSpace: 'normal', height: 'auto', paddingBlock: 6 }}>
                      <b>{row.finding}</b>{' '}
                      <AppLink className="underline" to={pathTo('editBgpRouter', { name: local.name })}>Edit {local.name}</AppLink> or <AppLink className="underline" to={pathTo('editBgpRouter', { name: peer.name })}>edit {peer.name}</AppLink>
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
