import { useQuery } from '@tanstack/react-query';
import { relationOf } from '../../../../server/engine/topology/relations/all.ts';
import type { Picture, PictureEdge } from '../../../../server/model/oper/topology-picture.ts';
import { pathTo } from '../../app/paths.ts';
import { sessionQuery } from '../../data/bgp.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import type { Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Reasons } from './reasons.tsx';
import { nodeLabel } from './words.ts';

interface EdgeSideProps {
  readonly picture: Picture;
  readonly edge: PictureEdge;
  readonly clock: Clock;
  readonly onSelect: (id: string | undefined) => void;
}

/** Facts of a connection; for a session its state, counts, and what is wrong with it. */
export function EdgeSide({ picture, edge, clock, onSelect }: EdgeSideProps) {
  const end = (id: string) => {
    const node = picture.nodes.find((one) => one.id === id) ?? picture.groups.find((one) => one.id === id);
    return (
      <button type="button" className="linkish ellipsis" onClick={() => onSelect(id)}>
        {node === undefined ? id : 'kind' in node && 'facts' in node ? nodeLabel(node) : node.label}
      </button>
    );
  };
  const session = edge.object?.kind === 'bgp-session' ? edge.object.key.split('/') : undefined;
  const [router, other] = edge.kind === 'peering' ? routers(picture, edge) : [];
  const { words } = relationOf(edge.kind);
  const label =
    edge.label?.startsWith('target:') === true && !edge.label.includes(' ') ? (
      <RouteTargetChip bare value={edge.label} direction="export" />
    ) : (
      <span className="wire small">{edge.label}</span>
    );
  return (
    <SidePanel
      label="Selection"
      title={words.name}
      onClose={() => onSelect(undefined)}
      actions={
        router === undefined || session === undefined ? undefined : (
          <ButtonLink className="fill" to={pathTo('bgpRouter', { name: router }, { peer: other })}>
            Open session
          </ButtonLink>
        )
      }
    >
      {edge.state !== undefined && (
        <p className="mb-3 row g2">
          <StateBadge state={edge.state} strong />
          {edge.since !== undefined && (
            <span className="secondary">
              for <Duration since={edge.since} clock={clock} />
            </span>
          )}
        </p>
      )}
      {session === undefined ? (
        <Reasons health={edge.health} reasons={edge.reasons} />
      ) : (
        <Findings
          local={session[0]}
          peer={session[1]}
          otherwise={<Reasons health={edge.health} reasons={edge.reasons} />}
        />
      )}
      <Facts
        facts={[
          { label: words.from, value: end(edge.source) },
          { label: words.to, value: end(edge.target) },
          words.label !== undefined &&
            edge.state === undefined &&
            edge.label !== undefined && { label: words.label, value: label },
          edge.mutual !== undefined && { label: 'Held by', value: edge.mutual ? 'Both networks' : 'One network only' },
          edge.count > 1 && { label: words.count, value: String(edge.count) },
          ...(edge.facts ?? []).map((fact) => ({
            label: fact.name,
            value: <span className="wire small">{fact.value}</span>,
          })),
          edge.kind === 'tunnel' &&
            edge.since !== undefined && { label: 'Since', value: <Duration since={edge.since} clock={clock} /> },
        ]}
      />
    </SidePanel>
  );
}

/** The gateway's side and the other, by the names of their pages. */
function routers(picture: Picture, { source, target }: PictureEdge): readonly string[] {
  return [source, target]
    .flatMap((id) => picture.nodes.find((node) => node.id === id) ?? [])
    .sort((a) => (a.kind === 'gateway' ? -1 : 1))
    .map((node) => node.label);
}

/** The findings of the session's page, with the fields to change. */
function Findings({
  local,
  peer,
  otherwise,
}: {
  local: string | undefined;
  peer: string | undefined;
  otherwise: React.ReactNode;
}) {
  const { data } = useQuery(sessionQuery(local, peer));
  if (data === undefined) return otherwise;
  const { findings } = data.row;
  if (findings.length === 0) return null;
  return (
    <div className="topo-reasons">
      {findings.map((finding) => (
        <Note
          key={finding.message}
          tone={finding.severity === 'error' ? 'bad' : finding.severity === 'warning' ? 'warn' : 'info'}
        >
          {finding.message}
          {finding.fix.map(({ router, field, label }) => (
            <span key={`${router.uuid} ${field}`}>
              {' '}
              <AppLink className="underline" to={pathTo('editBgpRouter', { name: router.name }, { field })}>
                {label} of {router.name}
              </AppLink>
            </span>
          ))}
        </Note>
      ))}
    </div>
  );
}
