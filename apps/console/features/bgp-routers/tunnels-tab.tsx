import { useQuery } from '@tanstack/react-query';
import { pathTo } from '../../app/paths.ts';
import { gatewayQuery } from '../../data/bgp.ts';
import { TunnelsTable } from '../../domain-ui/routes/tunnels-table.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';

/** The gateway's dynamic tunnels, if its state can be read. */
export function TunnelsTab({ uuid, name }: { uuid: string; name: string }) {
  const { data, error, refetch } = useQuery(gatewayQuery(uuid));
  return (
    <>
      <div className="scroll">
        {error && (
          <ErrorBanner
            className="t-banner"
            title={`Could not read the tunnels of ${name}.`}
            onRetry={() => void refetch()}
          >
            {error.message}
          </ErrorBanner>
        )}
        {data?.note !== undefined && (
          <Note tone="info" className="mx-6 mt-4">
            {data.note}
          </Note>
        )}
        <div className="bgp-h">
          <h2>Dynamic tunnels</h2>
          {data && data.tunnelNetworks.length > 0 && (
            <span className="muted type-12">into {data.tunnelNetworks.join(', ')}</span>
          )}
          <span className="fill" />
          <AppLink to={pathTo('gateway', { name }, { tab: 'tunnels' })}>Open {name} as gateway</AppLink>
        </div>
        {(data || !error) && <TunnelsTable of={name} rows={data?.tunnels} networks={data?.tunnelNetworks ?? []} />}
      </div>
      <div className="tfoot">
        <span>
          {data?.tunnels.length ?? 0} {data?.tunnels.length === 1 ? 'tunnel' : 'tunnels'}
        </span>
        <span className="fill" />
        {data && <span className="wire small">rev {data.revision}</span>}
      </div>
    </>
  );
}
