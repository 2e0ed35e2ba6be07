/**
 * Checks a whole imported state against the invariants of this product: parents and references exist; names, uuids,
 * addresses and numbers are unique. Each record must have been validated against its kind already.
 */

import { subnetText } from '../../model/config/subnet-prefix.ts';
import { CONFIG_TYPES, DERIVED_TYPES, isConfigType, type ConfigType } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { fqNameKey, formatFqName, sameFqName } from '../../model/naming/fq-name.ts';
import { parseAddress } from '../../model/net/address.ts';
import { contains, type Prefix } from '../../model/net/prefix.ts';
import { Problem } from '../../model/problem.ts';
import type { Read, Stored } from '../../store/store.ts';
import { heldBy } from '../addresses/address-use.ts';
import { layoutOf } from '../addresses/subnets.ts';
import { numbersOf } from '../numbers/number-use.ts';
import { nameOf } from '../records.ts';
import type { RecordOf } from '../rules.ts';
import { RULES } from '../types/rule-table.ts';

/** The check stops after this many faults. */
const MOST = 50;

/** Sentences that name object and field; empty if the state is consistent. */
export function configFaults(read: Read): string[] {
  const faults: string[] = [];
  const names = new Map<string, string>();
  const uuids = new Map<string, string>();
  const held = new Map<string, string>();
  const subnets = subnetsOf(read, faults);
  const once = (taken: Map<string, string>, key: string, by: string, what: string): void => {
    const other = taken.get(key);
    if (other === undefined) taken.set(key, by);
    else faults.push(`${by}: ${what} is that of ${other} too`);
  };
  for (const kind of [...CONFIG_TYPES, 'vrf-id', 'kube/Service'] as const) {
    for (const stored of read.scan(kind as Kind)) {
      const name = isConfigType(kind) ? nameOf(stored.value as RecordOf<ConfigType>) : `${kind} ${stored.key}`;
      if (isConfigType(kind)) {
        const record = stored.value as RecordOf<ConfigType>;
        once(names, `${kind} ${fqNameKey(record.fq_name)}`, name, `fq_name ${formatFqName(record.fq_name)}`);
        once(uuids, record.uuid, name, `uuid ${record.uuid}`);
        placeFaults(read, record, name, faults);
        referenceFaults(read, record, name, faults);
      }
      for (const [pool, number] of numbersOf(stored as Stored)) {
        if (number < 0 || number > 0xffff_ffff)
          faults.push(`${name}: allocated ${number} of ${pool} is no number that is given away`);
        once(held, `${pool} ${number}`, name, `number ${number} of ${pool}`);
      }
      for (const { space, text } of heldBy(stored as Stored)) {
        once(held, `${space} ${text}`, name, `address ${text}`);
        spaceFault(subnets, space, text, name, faults);
      }
      if (faults.length >= MOST) return faults;
    }
  }
  return faults;
}

function placeFaults(read: Read, record: RecordOf<ConfigType>, name: string, faults: string[]): void {
  const rules = RULES[record.type];
  const { parent_type: type, parent_uuid: uuid } = record;
  if (type === undefined || uuid === undefined) {
    if (!rules.parents.includes('config-root'))
      faults.push(`${name}: parent_uuid is missing: a ${record.type} stands under a ${rules.parents.join(' or ')}`);
    else if (record.fq_name.length !== 1) faults.push(`${name}: fq_name has several parts, but no parent is named`);
    return;
  }
  if (!(rules.parents as readonly string[]).includes(type))
    return void faults.push(
      `${name}: parent_type ${type} is none under which a ${record.type} stands: ${rules.parents.join(', ')}`,
    );
  const parent = read.get(type, uuid)?.value as RecordOf<ConfigType> | undefined;
  if (parent === undefined) {
    if (!DERIVED_TYPES.has(type)) faults.push(`${name}: parent_uuid ${uuid}: there is no such ${type}`);
  } else if (!sameFqName(parent.fq_name, record.fq_name.slice(0, -1)))
    faults.push(`${name}: fq_name must begin with that of its parent, ${formatFqName(parent.fq_name)}`);
}

function referenceFaults(read: Read, record: RecordOf<ConfigType>, name: string, faults: string[]): void {
  const rules = RULES[record.type];
  for (const [target, refs = []] of Object.entries(record.refs)) {
    if (!isConfigType(target)) continue;
    const field = `${target.replaceAll('-', '_')}_refs`;
    if (refs.length > 0 && !rules.refs.includes(target))
      faults.push(`${name}: ${field}: a ${record.type} has no references to ${target}`);
    const seen = new Set<string>();
    for (const { uuid } of refs) {
      if (seen.has(uuid)) faults.push(`${name}: ${field} names ${uuid} twice`);
      seen.add(uuid);
      if (!DERIVED_TYPES.has(target) && read.get(target, uuid) === undefined)
        faults.push(`${name}: ${field}: there is no ${target} ${uuid}`);
    }
  }
}

/** The prefix of each subnet, by the name of its address space. */
function subnetsOf(read: Read, faults: string[]): Map<string, Prefix> {
  const subnets = new Map<string, Prefix>();
  const add = (owner: string, list: readonly Parameters<typeof layoutOf>[0][] | undefined): void => {
    for (const subnet of list ?? []) {
      if (subnet.subnet === undefined) continue;
      try {
        subnets.set(subnet.subnet_uuid, layoutOf(subnet).prefix);
      } catch (error) {
        faults.push(
          `${owner}: subnet ${subnetText(subnet.subnet)} cannot be: ` +
            `${error instanceof Problem ? error.detail : 'its parts contradict each other'}`,
        );
      }
    }
  };
  for (const { value } of read.scan('network-ipam'))
    add(nameOf(value as RecordOf<ConfigType>), value.props.ipam_subnets?.subnets);
  for (const { value } of read.scan('virtual-network')) {
    for (const { attr } of value.refs['network-ipam'] ?? [])
      add(
        nameOf(value as RecordOf<ConfigType>),
        (attr as { readonly ipam_subnets?: readonly Parameters<typeof layoutOf>[0][] } | null)?.ipam_subnets,
      );
  }
  return subnets;
}

function spaceFault(
  subnets: ReadonlyMap<string, Prefix>,
  space: string,
  text: string,
  name: string,
  faults: string[],
): void {
  if (space.startsWith('cluster-ip/')) return;
  const prefix = subnets.get(space);
  const address = parseAddress(text);
  if (prefix === undefined) faults.push(`${name}: allocated names the subnet ${space}, which is not there`);
  else if (address === undefined || !contains(prefix, address))
    faults.push(`${name}: the address ${text} does not lie in the subnet ${space} from which it was drawn`);
}
