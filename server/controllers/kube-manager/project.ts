/** The project of a namespace and its default security group, which lets everything pass. */

import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { defaultSecurityGroupFqName, projectFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import { annotate, ensureObject } from './ensure.ts';
import { CLUSTER_SOURCE, stamp } from './kube-source.ts';

const ANY_PORT = { start_port: 0, end_port: 65535 };

export function ensureProject(context: WriteContext, names: ClusterNames, namespace: string): RecordOf<'project'> {
  const uid = context.transaction.get('kube/Namespace', namespace)?.value.metadata.uid;
  const source = { kind: 'Namespace', namespace, name: namespace };
  // One for all namespaces belongs to none of them.
  const single = names.clusterProject !== undefined;
  const { record: project } = ensureObject(context, 'project', projectFqName(names, namespace), () => ({
    annotations: stamp(names, single ? CLUSTER_SOURCE : source, uid === undefined || single ? {} : { k8s_uuid: uid }),
  }));
  if (uid !== undefined && !single) annotate(context, 'project', project.uuid, 'k8s_uuid', uid);
  ensureObject(context, 'security-group', defaultSecurityGroupFqName(names, namespace), () => ({
    props: { security_group_entries: { policy_rule: defaultRules(context) } },
    annotations: stamp(names, source),
  }));
  return project;
}

function defaultRules(context: WriteContext): readonly PolicyRule[] {
  const local: PolicyAddress = { security_group: 'local' };
  const families = [
    { ethertype: 'IPv4', address: { subnet: { ip_prefix: '0.0.0.0', ip_prefix_len: 0 } } },
    { ethertype: 'IPv6', address: { subnet: { ip_prefix: '::', ip_prefix_len: 0 } } },
  ] as const;
  return ['ingress', 'egress'].flatMap((way) =>
    families.map(({ ethertype, address }): PolicyRule => ({
      rule_uuid: context.mint.uuid(),
      direction: '>',
      protocol: 'any',
      ethertype,
      src_addresses: [way === 'ingress' ? address : local],
      src_ports: [ANY_PORT],
      dst_addresses: [way === 'ingress' ? local : address],
      dst_ports: [ANY_PORT],
    })),
  );
}
