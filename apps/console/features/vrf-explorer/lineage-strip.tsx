import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { useState } from 'react';
import type { VrfDetail, VrfRoute } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { lineageText, nearestGateway } from '../../domain-ui/routes/lineage-ends.ts';
import { CutReason, Lineage } from '../../domain-ui/routes/lineage.tsx';
import { splitPodName } from '../../domain-ui/routes/wire-parts.ts';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import { Status } from '../../ui/status.tsx';
import { lineageQuery } from './api.ts';
import { fromRoute, fromServer, verdictOf, type Step } from './lineage-model.ts';

const WIRE = new Set(['vpn-route', 'route-target']);

function Value({ step }: { step: Step }) {
  const shown = step.id === 'pod' ? splitPodName(step.value) : step.value;
  const text =
    WIRE.has(step.id) || step.value.includes('/') ? (
      <span className="wire medium" title={step.value}>
        {shown}
      </span>
    ) : (
      <span className="medium block ellipsis" title={step.value}>
        <CutText text={shown} titled={false} />
      </span>
    );
  const to = step.link === undefined ? undefined : pathToObject(step.link);
  return to === undefined || step.current ? (
    text
  ) : (
    <AppLink className="block" to={to}>
      {text}
    </AppLink>
  );
}

/** How the selected route came here and where it goes. */
export function LineageStrip({ route, vrf }: { route: VrfRoute; vrf: VrfDetail }) {
  const own = route.leakedFrom === undefined && route.source.floatingIp !== undefined;
  const told = useQuery({ ...lineageQuery(route.source.floatingIp ?? ''), enabled: own });
  const [chosen, setChosen] = useState<string>();
  const gateways = own ? (told.data?.gateways ?? []) : [];
  const steps = own && told.data !== undefined ? fromServer(told.data, vrf, chosen) : fromRoute(route, vrf);
  const verdict = verdictOf(
    steps,
    route.learned !== undefined ? 'learned' : route.leakedFrom !== undefined ? 'leaked' : 'own',
  );
  const cut = steps.find((step) => step.verdict === 'cut');
  return (
    <section className="vx-lineage" aria-label={`Lineage of ${route.prefix}`}>
      <div className="row mb-2">
        <h2 className="h3">
          Lineage of <PrefixText value={route.prefix} />
        </h2>
        <Status shape={verdict.tone === 'ok' ? 'disc' : 'slashed'} tone={verdict.tone}>
          {verdict.word}
        </Status>
        <span className="fill" />
        {gateways.length > 1 && told.data && (
          <Segments
            label="Gateway"
            value={chosen ?? nearestGateway(told.data)?.id ?? ''}
            onChange={setChosen}
            choices={gateways.map((gateway) => ({ value: gateway.id, label: gateway.name }))}
          />
        )}
        <CopyButton value={lineageText(route.prefix, steps)} name={`Copy the lineage of ${route.prefix}`} />
        {own && (
          <ButtonLink
            kind="ghost"
            icon={<Network className="small" />}
            to={pathTo('topology', {}, { level: 'pods', select: `fip:${route.source.floatingIp!}` })}
          >
            Show in topology
          </ButtonLink>
        )}
      </div>
      <Lineage
        label={`Lineage of ${route.prefix}, step by step`}
        steps={steps.map((step, index) => ({
          id: step.id,
          caption: step.caption,
          value: <Value step={step} />,
          ...(step.note === undefined || step.note === '' ? {} : { note: <span title={step.note}>{step.note}</span> }),
          ...(index === 0 && step.verdict !== 'cut'
            ? {}
            : {
                joint:
                  step.verdict === 'ok'
                    ? ('through' as const)
                    : step.verdict === 'cut'
                      ? ('cut' as const)
                      : ('off' as const),
              }),
          current: step.current ?? false,
        }))}
      />
      {cut?.note !== undefined && <CutReason className="mt-2" reason={cut.note} fix={cut.fix} />}
      <p className="secondary type-12 mt-2">{route.why}</p>
    </section>
  );
}
