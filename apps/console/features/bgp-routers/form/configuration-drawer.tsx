import { useQuery } from '@tanstack/react-query';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { frrConfiguration } from '../../../../../server/engine/router-configuration/frr.ts';
import { missingIn } from '../../../../../server/engine/router-configuration/gateway-intent.ts';
import { gobgpConfiguration } from '../../../../../server/engine/router-configuration/gobgp.ts';
import { junosConfiguration } from '../../../../../server/engine/router-configuration/junos.ts';
import { systemConfigQuery } from '../../../data/system-config.ts';
import { TextDrawer } from '../../../domain-ui/objects/text-drawer.tsx';
import { Note } from '../../../ui/note.tsx';
import { computeAddressesQuery, knownHostsQuery, publicTargetsQuery } from '../api.ts';
import type { RouterForm } from './form-model.ts';
import { intentOf } from './intent.ts';

const KINDS = [
  ['junos', 'Junos', junosConfiguration],
  ['frr', 'FRR', frrConfiguration],
  ['gobgp', 'GoBGP', gobgpConfiguration],
] as const;

/** The configuration to enter on the other router, matching the form's current values. */
export function ConfigurationDrawer({
  open,
  onClose,
  form,
  routers,
}: {
  open: boolean;
  onClose: () => void;
  form: RouterForm;
  routers: readonly BgpRouterRow[];
}) {
  const numbers = useQuery({ ...systemConfigQuery, enabled: open });
  const hosts = useQuery({ ...knownHostsQuery, enabled: open });
  const computes = useQuery({ ...computeAddressesQuery, enabled: open });
  const targets = useQuery({ ...publicTargetsQuery, enabled: open });
  const failed = numbers.error ?? computes.error ?? targets.error;
  const ready =
    numbers.data !== undefined && computes.data !== undefined && targets.data !== undefined && !hosts.isPending;
  const intent = intentOf(form, {
    routers,
    hosts: hosts.data ?? [],
    globalAsn: numbers.data?.asn ?? 0,
    computeAddresses: computes.data ?? [],
    publicTargets: targets.data ?? [],
  });
  const missing = ready ? missingIn(intent) : [];
  const written = open && ready ? KINDS.map(([id, label, generate]) => ({ id, label, ...generate(intent) })) : [];
  return (
    <TextDrawer
      open={open}
      onClose={onClose}
      wide
      title="Gateway configuration"
      choice="Kind of router"
      forms={written.map(({ id, label, text, notes }) => ({ id, label, text, note: notes }))}
      above={
        missing.length > 0 && (
          <Note tone="warn">
            <b>Not complete yet.</b> {missing.join(' ')}
          </Note>
        )
      }
      note="Follows the form. Keys are not shown: type the key of the form where it says so."
      empty={failed ? `Could not read what the cluster knows: ${failed.message}` : 'Reading what the cluster knows.'}
    />
  );
}
