/** The summaries of closed sections, and the changes of a save, in words. Pure. */

import type { SectionId } from './form-checks.ts';
import type { NetworkForm } from './form-model.ts';
import { newPools } from './form-request.ts';

export type Changed = {
  id: string;
  /** What users see as one field, where it is more than this line. */
  field?: string;
  section: SectionId;
  label: string;
} & ({ op: 'add' | 'del'; value: string } | { op: 'chg'; from: string; to: string });

/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof NetworkForm, string>> = {
  project: 'Project',
  name: 'Name',
  displayName: 'Display name',
  policies: 'Network policies',
  subnets: 'Subnets',
  flat: 'Flat IPAMs',
  pools: 'Floating IP pools',
  both: 'Route targets',
  imports: 'Import targets',
  exports: 'Export targets',
  forwardingMode: 'Forwarding mode',
  reversePathForwarding: 'Reverse path forwarding',
  allowTransit: 'Allow transit',
  floodUnknownUnicast: 'Flood unknown unicast',
  external: 'External',
  shared: 'Shared',
  fabricSnat: 'SNAT',
};

export const modeWords = { '': 'L2 and L3', l2_l3: 'L2 and L3', l3: 'L3 only', l2: 'L2 only' } as const;
const onOff = (on: boolean): string => (on ? 'on' : 'off');
const bare = (target: string): string => target.replace(/^target:/, '');

/** One line per section. */
export function digestOf(section: SectionId, form: NetworkForm): string {
  switch (section) {
    case 'network':
      return form.policies.length === 0
        ? 'No network policies'
        : form.policies.length === 1
          ? '1 network policy'
          : `${form.policies.length} network policies`;
    case 'subnets': {
      const own = form.subnets.filter((row) => row.cidr.trim() !== '').map((row) => row.cidr.trim());
      const flat = form.flat.map((ref) => `flat: ${ref.to?.at(-1) ?? ref.uuid}`);
      const [first, ...more] = [...own, ...flat];
      if (first === undefined) return 'None';
      const gateway = own.length === 1 && form.subnets[0]?.gateway ? `, gateway ${form.subnets[0].gateway}` : '';
      return `${first}${gateway}${more.length > 0 ? `, and ${more.length} more` : ''}`;
    }
    case 'floating-ip-pools': {
      const names = [
        ...form.pools.filter((pool) => pool.uuid !== undefined).map((pool) => pool.name),
        ...newPools(form).map((name) => `${name} (new)`),
      ];
      return names.length === 0 ? 'None' : names.join(', ');
    }
    case 'routing-bridging-and-policies': {
      const parts = [
        [form.both.length, 'both'],
        [form.imports.length, 'import'],
        [form.exports.length, 'export'],
      ]
        .filter(([count]) => count !== 0)
        .map(([count, word]) => `${count} ${word}`);
      return parts.length === 0 ? 'Automatic route target only' : parts.join(', ');
    }
    case 'advanced': {
      const on = [form.external && 'External', form.shared && 'Shared', form.fabricSnat && 'SNAT'].filter(
        (word) => word !== false,
      );
      return on.length === 0 ? 'All defaults' : on.join(', ');
    }
  }
}

/** All differences between the form and the stored network. */
export function changesOf(form: NetworkForm, was: NetworkForm): Changed[] {
  const list: Changed[] = [];
  const lists = (id: 'both' | 'imports' | 'exports', label: string) => {
    for (const target of form[id])
      if (!was[id].includes(target))
        list.push({
          id: `${id} ${target}`,
          field: id,
          section: 'routing-bridging-and-policies',
          label,
          op: 'add',
          value: bare(target),
        });
    for (const target of was[id])
      if (!form[id].includes(target))
        list.push({
          id: `${id} ${target}`,
          field: id,
          section: 'routing-bridging-and-policies',
          label,
          op: 'del',
          value: bare(target),
        });
  };
  const value = (id: string, section: SectionId, label: string, from: string, to: string) => {
    if (from !== to)
      list.push({ id, section, label, op: 'chg', from: from === '' ? 'none' : from, to: to === '' ? 'none' : to });
  };
  if (was.name === '' && form.name.trim() !== '')
    list.push({ id: 'name', section: 'network', label: FIELD_WORDS.name, op: 'add', value: form.name.trim() });
  value('displayName', 'network', FIELD_WORDS.displayName, was.displayName, form.displayName.trim());
  value(
    'policies',
    'network',
    FIELD_WORDS.policies,
    was.policies.length === 0 ? '' : String(was.policies.length),
    form.policies.length === 0 ? '' : String(form.policies.length),
  );
  if (form.policies.length === was.policies.length && form.policies.join() !== was.policies.join())
    list.push({
      id: 'policies',
      section: 'network',
      label: FIELD_WORDS.policies,
      op: 'chg',
      from: 'order as saved',
      to: 'another choice or order',
    });
  for (const row of form.subnets) {
    const old = was.subnets.find((one) => one.key === row.key);
    if (!old)
      list.push({
        id: `subnet ${row.key}`,
        section: 'subnets',
        label: 'Subnet',
        op: 'add',
        value: row.cidr.trim() || 'not filled in',
      });
    else {
      value(`${row.key} from`, 'subnets', `${row.cidr} allocates from`, old.allocateFrom, row.allocateFrom);
      value(
        `${row.key} service`,
        'subnets',
        `${row.cidr} service address`,
        old.serviceAddress,
        row.serviceAddress.trim(),
      );
      value(
        `${row.key} pools`,
        'subnets',
        `${row.cidr} allocation pools`,
        old.pools.replaceAll('\n', ', '),
        row.pools.trim().replaceAll('\n', ', '),
      );
      value(`${row.key} dhcp`, 'subnets', `${row.cidr} DHCP`, onOff(old.dhcp), onOff(row.dhcp));
    }
  }
  for (const old of was.subnets)
    if (!form.subnets.some((row) => row.key === old.key))
      list.push({ id: `subnet ${old.key}`, section: 'subnets', label: 'Subnet', op: 'del', value: old.cidr });
  for (const name of newPools(form))
    list.push({ id: `pool ${name}`, section: 'floating-ip-pools', label: 'Floating IP pool', op: 'add', value: name });
  lists('both', 'Route target');
  lists('imports', 'Import target');
  lists('exports', 'Export target');
  value(
    'forwardingMode',
    'routing-bridging-and-policies',
    FIELD_WORDS.forwardingMode,
    modeWords[was.forwardingMode],
    modeWords[form.forwardingMode],
  );
  value(
    'rpf',
    'routing-bridging-and-policies',
    FIELD_WORDS.reversePathForwarding,
    onOff(was.reversePathForwarding),
    onOff(form.reversePathForwarding),
  );
  value(
    'transit',
    'routing-bridging-and-policies',
    FIELD_WORDS.allowTransit,
    onOff(was.allowTransit),
    onOff(form.allowTransit),
  );
  value(
    'flood',
    'routing-bridging-and-policies',
    FIELD_WORDS.floodUnknownUnicast,
    onOff(was.floodUnknownUnicast),
    onOff(form.floodUnknownUnicast),
  );
  value('external', 'advanced', FIELD_WORDS.external, onOff(was.external), onOff(form.external));
  value('shared', 'advanced', FIELD_WORDS.shared, onOff(was.shared), onOff(form.shared));
  value('snat', 'advanced', FIELD_WORDS.fabricSnat, onOff(was.fabricSnat), onOff(form.fabricSnat));
  return list;
}
