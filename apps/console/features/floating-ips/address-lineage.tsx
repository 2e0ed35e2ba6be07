import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { useState } from 'react';
import type { LineageStep, VpnRoute } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { lineageText, nearestGateway, sentText, stepsTo } from '../../domain-ui/routes/lineage-ends.ts';
import { CutReason, Lineage, type LineageStep as Cell } from '../../domain-ui/routes/lineage.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { PrefixText, RdText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { lineageQuery } from './api.ts';

const captions: Readonly<Record<LineageStep['kind'], string>> = {
  pod: 'Pod',
  port: 'Port',
  vrf: 'VRF',
  'route-target': 'Route target',
  'vpn-route': 'BGP update',
  gateway: 'Gateway VRF',
};

function cellOf(step: LineageStep, index: number, gateway: string | undefined): Cell {
  const to =
    step.link &&
    (step.kind === 'gateway' && gateway !== undefined
      ? pathTo('gateway', { name: gateway }, { tab: 'vrfs' })
      : pathToObject({ kind: step.link.kind, key: step.link.key, label: step.title }));
  const note =
    step.reason ?? [step.detail, sentText(step)].filter((part) => part !== undefined && part !== '').join(', ');
  return {
    id: `${index} ${step.kind}`,
    caption: captions[step.kind],
    value:
      step.title === '' ? (
        'None'
      ) : to === undefined ? (
        <span className="block ellipsis" title={step.title}>
          <CutText text={step.title} titled={false} />
        </span>
      ) : (
        <AppLink className="block ellipsis" title={step.title} to={to}>
          {step.title}
        </AppLink>
      ),
    note: <span title={note}>{note}</span>,
    ...(index === 0 && step.verdict === 'ok'
      ? {}
      : {
          joint:
            step.verdict === 'ok' ? ('through' as const) : step.verdict === 'cut' ? ('cut' as const) : ('off' as const),
        }),
  };
}

/** From the pod to the VPN route to be advertised, and where it is cut, with the fix. */
export function AddressLineage({ uuid, address }: { uuid: string; address: string }) {
  const lineage = useQuery(lineageQuery(uuid));
  const [chosen, setChosen] = useState<string>();
  if (lineage.error && !lineage.data)
    return (
      <ErrorBanner title="Could not read the lineage." onRetry={() => void lineage.refetch()}>
        {lineage.error.message}
      </ErrorBanner>
    );
  if (!lineage.data)
    return (
      <div className="h-[74px]">
        <Skeleton width={320} />
      </div>
    );
  const { vpnRoutes, gateways } = lineage.data;
  const gateway = gateways.find((one) => one.id === chosen) ?? nearestGateway(lineage.data);
  const steps = stepsTo(lineage.data, gateway?.id);
  const reached = steps.every((step) => step.verdict === 'ok');
  const cut = steps.find((step) => step.verdict === 'cut');
  return (
    <section className="grid gap-3" aria-label={`Lineage of ${address}`}>
      <div className="row">
        <h2 className="h3">
          {reached ? (
            <>
              How <span className="wire">{address}</span> reaches {gateway?.name ?? 'the gateway'}
            </>
          ) : (
            <>
              Why <span className="wire">{address}</span> is not reachable
              {gateways.length > 1 && gateway !== undefined && ` from ${gateway.name}`}
            </>
          )}
        </h2>
        <span className="fill" />
        {gateways.length > 1 && gateway !== undefined && (
          <Segments
            label="Gateway"
            value={gateway.id}
            onChange={setChosen}
            choices={gateways.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <CopyButton
          value={lineageText(
            address,
            steps.map((step) => ({
              caption: captions[step.kind],
              value: step.title,
              note: step.reason ?? step.detail,
              verdict: step.verdict,
            })),
          )}
          name={`Copy the lineage of ${address}`}
        />
        <ButtonLink
          kind="ghost"
          icon={<Network className="small" />}
          to={pathTo('topology', {}, { level: 'pods', select: `fip:${uuid}` })}
        >
          Show in topology
        </ButtonLink>
      </div>
      <Lineage
        label={`From pod to gateway: ${address}`}
        steps={steps.map((step, index) => cellOf(step, index, gateway?.name))}
      />
      {cut?.reason !== undefined && <CutReason reason={cut.reason} fix={cut.fix} />}
      {vpnRoutes.length > 0 && <VpnRoutes routes={vpnRoutes} />}
    </section>
  );
}

/** The routes in the VPN address family, as advertised to a gateway. */
function VpnRoutes({ routes }: { routes: readonly VpnRoute[] }) {
  const preference = routes.some((route) => route.localPreference !== undefined || route.med !== undefined);
  return (
    <div className="box overflow-x-auto" tabIndex={0} role="group" aria-label="VPN routes as they are to be advertised">
      <table className="data-table min-w-[880px]" aria-label="VPN routes">
        <colgroup>
          <col style={{ width: 142 }} />
          <col style={{ width: 148 }} />
          <col style={{ width: 56 }} />
          <col style={{ width: 116 }} />
          <col />
          <col style={{ width: 76 }} />
          {preference && <col style={{ width: 134 }} />}
        </colgroup>
        <thead>
          <tr>
            <th>Route distinguisher</th>
            <th>VPN route</th>
            <th className="num">Label</th>
            <th>Next hop</th>
            <th>Route targets</th>
            <th>Tunnel</th>
            {preference && <th>MED, preference</th>}
          </tr>
        </thead>
        <tbody>
          {routes.map((route) => (
            <tr key={route.id}>
              <td>
                <RdText value={route.rd} />
              </td>
              <td>
                <PrefixText value={route.prefix} />
              </td>
              <td className="num wire">{route.label}</td>
              <td className="wire">{route.nextHop}</td>
              <td>
                <span className="row tight">
                  {route.routeTargets.map((target) => (
                    <RouteTargetChip key={target} bare value={target} direction="export" />
                  ))}
                </span>
              </td>
              <td className="secondary">{route.tunnels.join(', ')}</td>
              {preference && (
                <td className="wire secondary">
                  {route.med ?? ''}
                  {route.med !== undefined && route.localPreference !== undefined && ', '}
                  {route.localPreference ?? ''}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
