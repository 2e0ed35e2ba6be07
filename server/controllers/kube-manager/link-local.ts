/**
 * The link-local services of the service `kubernetes`: with them pods reach the API server, which is no pod, through
 * their node. One for each port, named as in the original, in the configuration of all compute nodes.
 */

import { updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { projectFqName } from '../../engine/naming/kube-names.ts';
import { GLOBAL_VROUTER_CONFIG } from '../../model/config/global.ts';
import { deepEqual, type JsonObject } from '../../model/json.ts';
import { API_SERVICE } from '../../model/kube/api-service.ts';
import { kubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import type { Read } from '../../store/store.ts';
import type { ServiceName } from './service-objects.ts';

type Service = KubeObjectOf<'Service'>;

/** Brings the entries of the service to what they should be; none for one that is gone, or any other service. */
export function ensureLinkLocal(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  service: Service | undefined,
): void {
  if (kubeKey(of.namespace, of.name) !== API_SERVICE.key) return;
  const { transaction } = context;
  const config = findByFqName(transaction, 'global-vrouter-config', GLOBAL_VROUTER_CONFIG);
  if (config === undefined) return;
  const before = entriesOf(config.props['linklocal_services']);
  const prefix = `${[...projectFqName(names, of.namespace), of.name].join('-')}-`;
  const isOwn = ({ linklocal_service_name: name }: JsonObject): boolean =>
    typeof name === 'string' && name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
  const own = service === undefined ? [] : wantedEntries(transaction, prefix, service);
  const after = [...before.filter((entry) => !isOwn(entry)), ...own];
  if (deepEqual(before, after)) return;
  updateObject(context, 'global-vrouter-config', config.uuid, {
    props: { linklocal_services: after.length === 0 ? null : { linklocal_service_entry: after } },
  } as never);
}

function entriesOf(services: unknown): readonly JsonObject[] {
  const entries = (services as { readonly linklocal_service_entry?: unknown } | null | undefined)
    ?.linklocal_service_entry;
  return Array.isArray(entries) ? (entries as readonly JsonObject[]) : [];
}

/** Each port of the service leads to the first address of its Endpoints. */
function wantedEntries(read: Read, prefix: string, { metadata, spec }: Service): readonly JsonObject[] {
  const key = kubeKey(metadata.namespace, metadata.name);
  const [subset] = read.get('kube/Endpoints', key)?.value.subsets ?? [];
  const [address] = subset?.addresses ?? [];
  const clusterIp = spec?.clusterIP ?? '';
  if (address === undefined || clusterIp === '' || clusterIp === 'None') return [];
  return (spec?.ports ?? []).flatMap(({ name = '', port }) => {
    const served = subset?.ports?.find((each) => (each.name ?? '') === name)?.port;
    if (served === undefined) return [];
    return {
      linklocal_service_name: `${prefix}${port}`,
      linklocal_service_ip: clusterIp,
      linklocal_service_port: port,
      ip_fabric_service_ip: [address.ip],
      ip_fabric_service_port: served,
    };
  });
}
