import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { MaybeLink } from '../../../../server/contract/views/reference.ts';
import type { TargetReason, VrfDetail } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { RouteTargetChip, type TargetDirection } from '../../domain-ui/routes/route-target-chip.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { RdText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/note.tsx';
import { Status } from '../../ui/status.tsx';

/** Reasons that are listed before "Show all". */
const FIRST = 3;

/** Why a target is imported or exported, as a phrase. */
function phraseOf(reason: TargetReason): string {
  switch (reason.why) {
    case 'auto':
      return "automatic, the VRF's own";
    case 'both':
      return 'import and export list';
    case 'import':
      return 'import list';
    case 'export':
      return 'export list';
    case 'policy':
      return (
        (reason.policy === undefined ? 'policy' : `policy ${reason.policy.name}`) +
        (reason.from === undefined ? '' : `, automatic target of ${reason.from.name}`)
      );
    default:
      return reason.why satisfies never;
  }
}

const directionOf = (reason: TargetReason, way: 'import' | 'export'): TargetDirection =>
  reason.why === 'auto' ? 'auto' : reason.why === 'both' ? 'both' : way;

function Targets({ reasons, way }: { reasons: readonly TargetReason[]; way: 'import' | 'export' }) {
  const seen = [...new Map(reasons.map((reason) => [reason.routeTarget, reason])).values()].toSorted(
    (a, b) => Number(a.why === 'auto' || a.why === 'policy') - Number(b.why === 'auto' || b.why === 'policy'),
  );
  if (seen.length === 0) return <span>None</span>;
  return (
    <>
      {seen.slice(0, FIRST).map((reason) => (
        <RouteTargetChip
          key={reason.routeTarget}
          bare
          value={reason.routeTarget}
          direction={directionOf(reason, way)}
          title={`${reason.routeTarget}, ${phraseOf(reason)}`}
        />
      ))}
      {seen.length > FIRST && (
        <span
          className="tag line"
          title={seen
            .slice(FIRST)
            .map((one) => one.routeTarget)
            .join('\n')}
        >
          +{seen.length - FIRST}
        </span>
      )}
    </>
  );
}

function Vrf({ link }: { link: MaybeLink }) {
  if (link.fqName === undefined) return <span>{link.name}</span>;
  return (
    <span className="row tight min-w-0">
      <VrfTag fqName={link.fqName} />
      <AppLink className="ellipsis" to={pathTo('vrf', { fqName: link.fqName })}>
        {link.name}
      </AppLink>
    </span>
  );
}

/** Targets that are listed before "Show all". */
const LISTED = 12;

function Reasons({
  title,
  reasons,
  way,
}: {
  title: string;
  reasons: readonly TargetReason[];
  way: 'import' | 'export';
}) {
  const [all, setAll] = useState(false);
  const shown = all ? reasons : reasons.slice(0, LISTED);
  return (
    <section>
      <h3 className="h3 mb-2">{title}</h3>
      {reasons.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <ul className="vx-why">
          {shown.map((reason) => (
            <li key={`${reason.routeTarget} ${phraseOf(reason)}`}>
              <RouteTargetChip bare value={reason.routeTarget} direction={directionOf(reason, way)} />
              <span className="secondary type-12">{phraseOf(reason)}</span>
            </li>
          ))}
        </ul>
      )}
      {reasons.length > LISTED && (
        <button type="button" className="linkish type-12 mt-1" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${reasons.length}`}
        </button>
      )}
    </section>
  );
}

/** The line below the title, and on demand everything about the VRF: identity, targets with why, connections, leaks. */
export function VrfFacts({ vrf }: { vrf: VrfDetail }) {
  const [open, setOpen] = useState(false);
  const into = vrf.leaks.filter((leak) => leak.to.uuid === vrf.id || leak.to.fqName === vrf.fqName);
  const out = vrf.leaks.filter((leak) => !into.includes(leak));
  const mutual = vrf.connections.filter((one) => one.state === 'mutual').length;
  const partial = vrf.connections.length - mutual;
  return (
    <div className="vx-facts">
      <dl className="vx-line">
        <div>
          <dt>Project</dt>
          <dd>{vrf.project}</dd>
        </div>
        <div>
          <dt>Imports</dt>
          <dd className="row tight">
            <Targets reasons={vrf.importReasons} way="import" />
          </dd>
        </div>
        <div>
          <dt>Exports</dt>
          <dd className="row tight">
            <Targets reasons={vrf.exportReasons} way="export" />
          </dd>
        </div>
        <div>
          <dt>Policies</dt>
          <dd>
            {vrf.connections.length === 0 ? (
              'None'
            ) : (
              <>
                {mutual > 0 && `${mutual} mutual`}
                {mutual > 0 && partial > 0 && ', '}
                {partial > 0 && (
                  <Status shape="triangle" tone="warn">
                    {partial} on one side
                  </Status>
                )}
              </>
            )}
          </dd>
        </div>
      </dl>
      <button type="button" className="linkish row tight" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <ChevronDown className="tiny" /> : <ChevronRight className="tiny" />}
        {open ? 'Less' : 'Targets, connections and leaks'}
      </button>
      {vrf.conditions.map((condition) => (
        <Note
          key={condition.id}
          className="mt-2"
          tone={condition.severity === 'error' ? 'bad' : condition.severity === 'warning' ? 'warn' : 'info'}
        >
          {condition.message}
        </Note>
      ))}
      {open && (
        <div className="vx-more">
          <section>
            <h3 className="h3 mb-2">Routing instance</h3>
            <Facts
              facts={[
                {
                  label: 'FQ name',
                  value: (
                    <>
                      <span className="wire small vx-whole">{`${vrf.fqName}:${vrf.name}`}</span>
                      <CopyButton value={`${vrf.fqName}:${vrf.name}`} name="Copy the FQ name" />
                    </>
                  ),
                },
                {
                  label: 'UUID',
                  value: (
                    <>
                      <span className="wire small ellipsis" title={vrf.id}>
                        {vrf.id}
                      </span>
                      <CopyButton value={vrf.id} name="Copy the UUID" />
                    </>
                  ),
                },
                {
                  label: 'Automatic RT',
                  value: vrf.auto !== undefined && <RouteTargetChip value={vrf.auto} direction="auto" />,
                },
                {
                  label: 'Network',
                  value: vrf.network !== undefined && (
                    <AppLink to={pathTo('virtualNetwork', { fqName: vrf.network.fqName })}>{vrf.network.name}</AppLink>
                  ),
                },
                {
                  label: 'Routes',
                  value: (
                    <span className="whitespace-normal">
                      {`${vrf.counts.own} own, ${vrf.counts.leaked} leaked, ${vrf.counts.learned} learned, ` +
                        `${vrf.counts.exported} exported`}
                    </span>
                  ),
                },
              ]}
            />
            <h3 className="h3 mt-4 mb-2">Route distinguishers</h3>
            {vrf.nodes.length === 0 ? (
              <p className="muted">It gets a number on a compute node with its first interface there.</p>
            ) : (
              <ul className="vx-why">
                {vrf.nodes.map((node) => (
                  <li key={node.node}>
                    {node.rd === undefined ? <span className="muted">no address</span> : <RdText value={node.rd} />}
                    <span className="secondary type-12">{node.node}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <Reasons title="Imports" reasons={vrf.importReasons} way="import" />
          <Reasons title="Exports" reasons={vrf.exportReasons} way="export" />
          <section>
            <h3 className="h3 mb-2">Policy connections</h3>
            {vrf.connections.length === 0 ? (
              <p className="muted">None.</p>
            ) : (
              <ul className="vx-list">
                {vrf.connections.map((one) => (
                  <li key={one.vrf.uuid ?? one.vrf.name}>
                    <span className="row">
                      <Vrf link={one.vrf} />
                      <Status
                        shape={one.state === 'mutual' ? 'disc' : 'triangle'}
                        tone={one.state === 'mutual' ? 'ok' : 'warn'}
                      >
                        {one.state === 'mutual' ? 'Mutual' : 'Partial'}
                      </Status>
                    </span>
                    <span className="secondary type-12">{one.reason}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section>
            <h3 className="h3 mb-2">Leaks</h3>
            {vrf.leaks.length === 0 ? (
              <p className="muted">None in or out.</p>
            ) : (
              <ul className="vx-list">
                {[
                  ...into.map((leak) => ({ leak, way: 'In from', other: leak.from })),
                  ...out.map((leak) => ({ leak, way: 'Out to', other: leak.to })),
                ].map(({ leak, way, other }) => (
                  <li key={`${way} ${other.uuid ?? other.name}`}>
                    <span className="row">
                      <span className="muted">{way}</span>
                      <Vrf link={other} />
                    </span>
                    <span className="secondary type-12">
                      {leak.routes} {leak.routes === 1 ? 'route' : 'routes'} by{' '}
                      <span className="wire small">
                        {leak.routeTargets.map((target) => target.replace(/^target:/, '')).join(', ')}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      )}
    </div>
  );
}
