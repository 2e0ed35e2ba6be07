import { useQuery } from '@tanstack/react-query';
import type { VrfDetail, VrfRoute } from '../../../../server/contract/views/vrfs.ts';
import { pathToObject } from '../../app/paths.ts';
import { Lineage } from '../../domain-ui/lineage.tsx';
import { PrefixText } from '../../domain-ui/wire.tsx';
import { splitPodName } from '../../domain-ui/wire-parts.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Status } from '../../ui/status.tsx';
import { lineageQuery } from './api.ts';
import { fromRoute, fromServer, verdictOf, type Step } from './lineage-model.ts';

const WIRE = new Set(['vpn-route', 'route-target']);

function Value({ step }: { step: Step }) {
  const shown = step.id === 'pod' ? splitPodName(step.value) : step.value;
  const text = WIRE.has(step.id) || step.value.includes('/') ? <span className="w m5" title={step.value}>{shown}</span> : <span className="m5" title={step.value}>{shown}</span>;
  const to = step.link === undefined ? undefined : pathToObject(step.link);
  return to === undefined || step.current ? text : <AppLink to={to}>{text}</AppLink>;
}

/** How the selected route came here and where it goes. */
export function LineageStrip({ route, vrf }: { route: VrfRoute; vrf: VrfDetail }) {
  const own = route.leakedFrom === undefined && route.source.floatingIp !== undefined;
  const told = useQuery({ ...lineageQuery(route.source.floatingIp ?? ''), enabled: own });
  const steps = own && told.data !== undefined ? fromServer(told.data, vrf) : fromRoute(route, vrf);
  const verdict = verdictOf(steps, route.learned !== undefined ? 'learned' : route.leakedFrom !== undefined ? 'leaked' : 'own');
  return (
    <section className="vx-lineage" aria-label={`Lineage of ${route.prefix}`}>
      <div className="row mb-2">
        <h2 className="h3">Lineage of <PrefixText value={route.prefix} /></h2>
        <Status shape={verdict.tone === 'ok' ? 'disc' : 'slashed'} tone={verdict.tone}>{verdict.word}</Status>
      </div>
      <Lineage
        label={`Lineage of ${route.prefix}, step by step`}
        steps={steps.map((step, index) => ({
          id: step.id, caption: step.caption, value: <Value step={step} />, ...(step.note === undefined || step.note === '' ? {} : { note: <span title={step.note}>{step.note}</span> }),
          ...(index === 0 && step.verdict !== 'cut' ? {} : { joint: step.verdict === 'ok' ? 'through' as const : step.verdict === 'cut' ? 'cut' as const : 'off' as const }), current: step.current ?? false,
        }))}
      />
      <p className="mid t12 mt-2">{route.why}</p>
    </section>
  );
}
