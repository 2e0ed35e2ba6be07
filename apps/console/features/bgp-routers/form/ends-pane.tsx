import { useQuery } from '@tanstack/react-query';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { knownHostsQuery } from '../api.ts';
import { compareEnds } from './ends.ts';
import type { RouterForm } from './form-model.ts';

/** A list with line breaks only between its words. */
const Words = ({ of }: { of: string }) => (
  <span className="flex flex-wrap gap-x-2">
    {of.split(', ').map((word) => (
      <span key={word}>{word}</span>
    ))}
  </span>
);

/** Beside the form: this side as typed and each chosen peer as configured, with their mismatches. */
export function EndsPane({
  form,
  routers,
  globalAsn,
}: {
  form: RouterForm;
  routers: readonly BgpRouterRow[];
  globalAsn: number;
}) {
  const hosts = useQuery(knownHostsQuery).data ?? [];
  const knownAsn = (address: string | undefined) => hosts.find((host) => host.address === address)?.asn;
  const peers = form.peers.flatMap((peer) => {
    const other = routers.find((router) => router.id === peer.router);
    return other
      ? [
          {
            peer,
            other,
            rows: compareEnds(form, peer, other, globalAsn, {
              here: knownAsn(form.address.trim()),
              there: knownAsn(other.address),
            }),
          },
        ]
      : [];
  });
  return (
    <SidePanel label="Both ends" title="Both ends" note="if you save now">
      {peers.length === 0 && <p className="muted">Choose a peer to see its side here.</p>}
      <div className="grid gap-5">
        {peers.map(({ peer, other, rows }) => (
          <section key={peer.id} aria-label={`Ends with ${other.name}`} className="grid gap-2">
            <h3>
              {other.name}
              <span className="cnt wire small">{other.address}</span>
            </h3>
            <dl className="grid gap-2">
              {rows.map((row) => (
                <div key={row.field} className="grid gap-0.5">
                  <dt className="muted type-12">
                    {row.label}
                    <span className="float-right">{row.negotiated}</span>
                  </dt>
                  {row.here === row.there ? (
                    <dd className="wire">
                      <Words of={row.here} />
                    </dd>
                  ) : (
                    <dd className="grid grid-cols-2 gap-2">
                      <span className="wire small">
                        <span className="sr-only">here: </span>
                        <Words of={row.here} />
                      </span>
                      <span className="wire small">
                        <span className="sr-only">{other.name}: </span>
                        <Words of={row.there} />
                      </span>
                    </dd>
                  )}
                  {row.finding !== undefined && (
                    <dd className="whitespace-normal">
                      <Status shape="triangle" tone={row.verdict === 'mismatch' ? 'bad' : 'warn'}>
                        <span className="whitespace-normal">{row.finding}</span>
                      </Status>
                    </dd>
                  )}
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </SidePanel>
  );
}
