import { useQuery } from '@tanstack/react-query';
import { Pencil, ShieldCheck } from 'lucide-react';
import type { FirewallRuleOfPolicy, NetworkPolicyDetail } from '../../../../server/contract/views/network-policies.ts';
import type { KubernetesNetworkPolicyRow } from '../../../../server/contract/views/rows/security-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Status } from '../../ui/status.tsx';
import { useGo } from '../../ui/use-go.ts';
import { policyDetailQuery, policyObject, policyRowQuery } from './api.ts';
import { podsText } from './columns.tsx';
import { MeaningList } from './meaning-list.tsx';

/** Security > Kubernetes Network Policies > a policy: what it means, whom it selects, what it became. */
export const KubernetesNetworkPolicyPage = page('kubernetesNetworkPolicy', {
  needs: ({ namespace, name }) => ({ row: policyRowQuery(namespace, name) }),
  object: { is: 'row', ...policyObject },
  Page: ({ row, search }) => <PolicyDetail row={row.data} tab={search['tab']} />,
});

function PolicyDetail({ row, tab }: { row: KubernetesNetworkPolicyRow; tab: string | undefined }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/NetworkPolicy', ['network policy', 'network policies'], () =>
    go(pathTo('kubernetesNetworkPolicies')),
  );
  return (
    <DetailPage
      noun="network policy"
      name={name}
      lead={<ShieldCheck />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      actions={
        <ButtonLink
          kind="primary"
          icon={<Pencil className="small" />}
          to={pathTo('editKubernetesNetworkPolicy', { namespace, name })}
        >
          Edit
        </ButtonLink>
      }
      deletion={{ of: deletion, id: kubeKey(namespace, name) }}
      tab={tab}
      to={(search) => pathTo('kubernetesNetworkPolicy', { namespace, name }, search)}
      tabs={[
        { id: 'overview', label: 'Overview', content: <Overview row={row} /> },
        { id: 'firewall', label: 'Firewall', count: row.firewallRules, content: <Firewall row={row} /> },
      ]}
      events={eventsQuery('kube/NetworkPolicy', kubeKey(namespace, name))}
      history={historyQuery('kube/NetworkPolicy', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('NetworkPolicy', namespace, name) }}
    />
  );
}

function Overview({ row }: { row: KubernetesNetworkPolicyRow }) {
  const object = useQuery(kubeObjectQuery('NetworkPolicy', row.namespace, row.name));
  const detail = useQuery(policyDetailQuery(row.namespace, row.name));
  return (
    <div className="p-6 grid grid-cols-1 gap-5 max-w-[1180px]">
      <ConditionsList conditions={row.conditions} />
      <Box title="What it means">
        <div className="p-4">
          <ReadPart query={object} what="the policy">
            {({ spec }) => <MeaningList namespace={row.namespace} spec={spec} />}
          </ReadPart>
        </div>
      </Box>
      <Box
        title="Pods"
        note={detail.data && `${detail.data.pods.selected} of ${detail.data.pods.inNamespace} of ${row.namespace}`}
      >
        <PodsTable row={row} pods={detail.data?.pods} failure={detail.error} retry={() => void detail.refetch()} />
      </Box>
      <Box title="Network policy">
        <div className="p-4">
          <Facts
            facts={[
              { label: 'Selects', value: <span className="wire">{podsText(row.selects)}</span> },
              { label: 'Isolates', value: row.isolates.join(' and ') },
              {
                label: 'Became',
                value: row.firewallPolicy ? (
                  <AppLink
                    to={pathTo(
                      'kubernetesNetworkPolicy',
                      { namespace: row.namespace, name: row.name },
                      { tab: 'firewall' },
                    )}
                  >
                    firewall policy {row.firewallPolicy.name}
                  </AppLink>
                ) : (
                  'Nothing yet'
                ),
              },
              { label: 'Age', value: <Age of={row.created} /> },
            ]}
          />
        </div>
      </Box>
    </div>
  );
}

type SelectedPods = NetworkPolicyDetail['pods'];

/** Whether others isolate the pod too, and so what its rules add to. */
function Also({ direction, names, own }: { direction: string; names: readonly string[]; own: boolean }) {
  if (!own) return <span className="muted">{names.length === 0 ? `open` : `by ${names.join(', ')}`}</span>;
  return (
    <span className="ellipsis block" title={names.join(', ')}>
      {names.length === 0 ? `by this alone` : `also by ${names.join(', ')}`}
      <span className="sr-only"> for {direction}</span>
    </span>
  );
}

function PodsTable({
  row,
  pods,
  failure,
  retry,
}: {
  row: KubernetesNetworkPolicyRow;
  pods: SelectedPods | undefined;
  failure: Error | null;
  retry: () => void;
}) {
  const columns: readonly PlainColumn<SelectedPods['shown'][number]>[] = [
    {
      id: 'name',
      header: 'Pod',
      cell: (pod) => (
        <AppLink className="ellipsis" to={pathTo('pod', { namespace: row.namespace, name: pod.name })}>
          {pod.name}
        </AppLink>
      ),
    },
    {
      id: 'address',
      header: 'Address',
      width: 150,
      cell: ({ address }) => address !== undefined && <AddressText value={address} />,
    },
    {
      id: 'ingress',
      header: 'Ingress isolated',
      width: 240,
      cell: (pod) => <Also direction="ingress" names={pod.alsoIngress} own={row.isolates.includes('Ingress')} />,
    },
    {
      id: 'egress',
      header: 'Egress isolated',
      width: 240,
      priority: 2,
      cell: (pod) => <Also direction="egress" names={pod.alsoEgress} own={row.isolates.includes('Egress')} />,
    },
  ];
  return (
    <>
      <PlainTable
        label={`Pods of ${row.name}`}
        columns={columns}
        rows={pods?.shown}
        rowKey={({ key }) => key}
        rowName={({ name }) => name}
        failure={pods === undefined ? failure : null}
        onRetry={retry}
        empty={
          pods?.inNamespace === 0
            ? `There are no pods in ${row.namespace}.`
            : `No pod of ${row.namespace} has these labels (of ${pods?.inNamespace ?? 0}): the policy does nothing yet.`
        }
        least={620}
      />
      {pods !== undefined && pods.selected > pods.shown.length && (
        <p className="p-3 muted">
          The first {pods.shown.length} of {pods.selected}.
        </p>
      )}
    </>
  );
}

/** An object of the config API, which has no page: its document there. */
function ConfigDocument({ type, uuid, name }: { type: string; uuid: string; name: string }) {
  return (
    <a
      className="wire small whitespace-normal break-words block"
      href={`/config/${type}/${uuid}`}
      target="_blank"
      rel="noreferrer"
      title={name}
    >
      {name}
    </a>
  );
}

const END = (text: string) => <span className="wire small whitespace-normal break-words">{text}</span>;
const RULES: readonly PlainColumn<FirewallRuleOfPolicy>[] = [
  {
    id: 'name',
    header: 'Firewall rule',
    width: 250,
    cell: ({ uuid, name }) => <ConfigDocument type="firewall-rule" uuid={uuid} name={name} />,
  },
  {
    id: 'action',
    header: 'Action',
    width: 84,
    cell: ({ action }) => (
      <Status shape={action === 'pass' ? 'disc' : 'slashed'} tone={action === 'pass' ? 'ok' : 'bad'}>
        {action === 'pass' ? 'Pass' : 'Deny'}
      </Status>
    ),
  },
  {
    id: 'service',
    header: 'Service',
    width: 112,
    cell: ({ service }) => <span className="wire small">{service}</span>,
  },
  { id: 'from', header: 'From', width: 230, cell: ({ from }) => END(from) },
  { id: 'to', header: 'To', cell: ({ to }) => END(to) },
];

/** The firewall policy, rules and tags that kube-manager made of it. */
function Firewall({ row }: { row: KubernetesNetworkPolicyRow }) {
  const detail = useQuery(policyDetailQuery(row.namespace, row.name));
  return (
    <div className="p-6 grid grid-cols-1 gap-5 max-w-[1180px]">
      <ReadPart query={detail} what="what it became">
        {({ becomes: { policy, rules, more, tags } }) => (
          <>
            <Box
              title="Firewall policy"
              note={
                policy === undefined
                  ? 'kube-manager has not made it yet'
                  : 'its rules in order, and after those of all policies what is denied'
              }
              end={policy && <ConfigDocument type="firewall-policy" uuid={policy.uuid} name={policy.name} />}
            >
              <PlainTable
                label={`Firewall rules of ${row.name}`}
                columns={RULES}
                rows={rules}
                rowKey={({ uuid }) => uuid}
                rowName={({ name }) => name}
                empty="No rule: a named port that no pod has lets nothing pass."
                least={900}
              />
              {more > 0 && <p className="p-3 muted">And {more} more rules.</p>}
            </Box>
            <Box title="Tags" note="pods have them by their labels">
              <PlainTable
                label={`Tags of ${row.name}`}
                columns={[
                  {
                    id: 'name',
                    header: 'Tag',
                    cell: ({ name, uuid }) =>
                      uuid === undefined ? (
                        <span className="wire small">{name}</span>
                      ) : (
                        <ConfigDocument type="tag" uuid={uuid} name={name} />
                      ),
                  },
                  {
                    id: 'means',
                    header: 'Stands for',
                    width: 220,
                    cell: ({ name, selector }) =>
                      selector ? 'a selector' : name.startsWith('namespace=') ? 'a namespace' : 'a label',
                  },
                ]}
                rows={tags}
                rowKey={({ name }) => name}
                rowName={({ name }) => name}
                empty="No tags."
              />
            </Box>
          </>
        )}
      </ReadPart>
    </div>
  );
}
