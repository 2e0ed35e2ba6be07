import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { type Write } from '../../data/writes.ts';
import { ObjectForm } from '../../domain-ui/objects/object-form.tsx';
import { Button } from '../../ui/button.tsx';
import { DiffLines, type DiffLine } from '../../ui/diff-lines.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { AdvancedSection } from './advanced-section.tsx';
import type { SectionId } from './form-checks.ts';
import { digestOf, type Changed } from './form-digest.ts';
import { NetworkSection } from './network-section.tsx';
import { PoolsSection } from './pools-section.tsx';
import { RoutingSection } from './routing-section.tsx';
import { SubnetsSection } from './subnets-section.tsx';
import type { FormControl } from './use-network-form.ts';

const sections: readonly { id: SectionId; title: string }[] = [
  { id: 'network', title: 'Network' },
  { id: 'subnets', title: 'Subnets' },
  { id: 'floating-ip-pools', title: 'Floating IP pools' },
  { id: 'routing-bridging-and-policies', title: 'Routing, Bridging and Policies' },
  { id: 'advanced', title: 'Advanced' },
];

/** The body of the create and edit pages of a network. */
export function NetworkFormView({
  control,
  network,
  automatic,
  writes,
  force,
  ...frame
}: Pick<ComponentProps<typeof ObjectForm>, 'save' | 'back' | 'title' | 'lead' | 'sub' | 'actions'> & {
  control: FormControl;
  /** The stored network, if there is one. */
  network?: { uuid: string; fqName: string } | undefined;
  automatic?: string | undefined;
  writes: readonly Write[];
  force?: { open: boolean; turn: number } | undefined;
}) {
  const keys = useRef(0);
  const newKey = () => {
    keys.current += 1;
    return `new-${keys.current}`;
  };
  const [diff, setDiff] = useState(false);
  const [wanted] = useState(() => location.hash.slice(1));
  const hash = useLocation({ select: (at) => at.hash });
  const [seen, setSeen] = useState<{ hash: string; force: typeof force; pointed?: { open: boolean; turn: number } }>({
    hash,
    force,
  });
  if (seen.hash !== hash || seen.force !== force)
    // The later of the two decides.
    setSeen({ hash, force, ...(seen.hash !== hash && hash !== '' ? { pointed: { open: true, turn: 0 } } : {}) });
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView({ block: 'start' });
  }, [hash]);
  const { changes, editing } = control;
  const startOpen = (id: SectionId): boolean =>
    wanted === '' ? id === 'network' || (!editing && id === 'subnets') : id === wanted;
  const body = (id: SectionId): ReactNode => {
    switch (id) {
      case 'network':
        return <NetworkSection control={control} />;
      case 'subnets':
        return <SubnetsSection control={control} network={network?.uuid} newKey={newKey} />;
      case 'floating-ip-pools':
        return <PoolsSection control={control} network={network?.uuid} newKey={newKey} />;
      case 'routing-bridging-and-policies':
        return <RoutingSection control={control} automatic={automatic} self={network?.fqName} />;
      case 'advanced':
        return <AdvancedSection control={control} />;
    }
  };
  return (
    <ObjectForm
      {...frame}
      primary={editing ? 'Save' : 'Create network'}
      boxed={false}
      note={
        !editing && control.form.external && control.form.pools.length === 0
          ? 'Creates the network and its pool public'
          : undefined
      }
      restNote={
        writes.length === 0
          ? 'Nothing is changed yet.'
          : writes.length > 1
            ? `${writes.length} writes as one transaction: all or none.`
            : undefined
      }
      extra={
        <Button kind="ghost" aria-pressed={diff} onClick={() => setDiff(!diff)}>
          Diff
        </Button>
      }
      pane={
        diff && (
          <SidePanel label="Changes" title="Changes" note="if you save now" onClose={() => setDiff(false)}>
            {changes.length === 0 ? (
              <p className="muted">Nothing is changed yet.</p>
            ) : (
              <DiffLines lines={changes.map(lineOf)} />
            )}
          </SidePanel>
        )
      }
    >
      {sections.map(({ id, title }) => {
        const changed = changes.filter((change) => change.section === id).length;
        return (
          <Section
            key={id}
            title={title}
            hash={id}
            startOpen={startOpen(id)}
            force={seen.pointed && hash === id ? seen.pointed : force}
            errors={control.counts[id] ?? 0}
            digest={
              editing && changed > 0 ? `${changed} ${changed === 1 ? 'change' : 'changes'}` : digestOf(id, control.form)
            }
          >
            {body(id)}
          </Section>
        );
      })}
    </ObjectForm>
  );
}

const lineOf = (change: Changed): DiffLine =>
  change.op === 'chg'
    ? { id: change.id, op: 'chg', label: change.label, from: change.from, to: change.to }
    : { id: change.id, op: change.op, label: change.label, value: change.value };
