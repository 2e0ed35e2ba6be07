import { DEFAULT_HOLD_TIME } from '../../../../server/engine/policy/peering.ts';
import { BGP_PORT } from '../../../../server/model/bgp/bgp-port.ts';
import { objectFacts } from '../../domain-ui/objects/object-facts.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Tag } from '../../ui/tag.tsx';
import { dotted, type StoredRouter } from './form/form-model.ts';

/** The configuration of the router itself. */
export function ParametersTab({ router }: { router: StoredRouter }) {
  const p = router.bgp_router_parameters ?? {};
  return (
    <div className="p-6 max-w-[720px]">
      <Facts
        facts={[
          { label: 'IP address', value: p.address !== undefined && <AddressText value={p.address} /> },
          { label: 'Router ID', value: p.identifier !== undefined && <AddressText value={p.identifier} /> },
          {
            label: 'AS',
            value: (
              <span className="wire">
                {p.autonomous_system}
                {p.vendor === 'contrail' && <span className="muted"> global ASN</span>}
              </span>
            ),
          },
          { label: 'Local ASN', value: p.local_autonomous_system ?? undefined },
          { label: 'Vendor', value: p.vendor },
          { label: 'BGP port', value: <span className="wire">{p.port ?? BGP_PORT}</span> },
          {
            label: 'Hold time',
            value: (
              <span className="wire">
                {p.hold_time === undefined || p.hold_time === 0 ? `${DEFAULT_HOLD_TIME} s default` : `${p.hold_time} s`}
              </span>
            ),
          },
          {
            label: 'Families',
            value: (
              <span className="flex flex-wrap gap-1">
                {(p.address_families?.family ?? []).map((family) => (
                  <Tag key={family}>{family}</Tag>
                ))}
              </span>
            ),
          },
          { label: 'Authentication', value: p.auth_data ? 'MD5, key set' : 'None' },
          p.cluster_id !== undefined &&
            p.cluster_id !== null && {
              label: 'Cluster ID',
              value: <span className="wire">{dotted(p.cluster_id)}</span>,
            },
          ...objectFacts(router),
        ]}
      />
    </div>
  );
}
