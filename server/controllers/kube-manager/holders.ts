/**
 * What keeps an object of kube-manager from being deleted with its namespace or definition: objects that others put
 * there.
 */

import { childrenOf, nameOf, referrersOf } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';

/** Objects that a sentence names at most. */
const NAMED = 3;

/** `pool pool-ns-default, 2 ports`; undefined when the network holds nothing. */
export function heldByNetwork(read: Read, network: RecordOf<'virtual-network'>): string | undefined {
  const pools = childrenOf(read, network.uuid, 'floating-ip-pool').map((pool) => `pool ${shortName(pool.fq_name)}`);
  const others = childrenOf(read, network.uuid)
    .filter((child) => child.type !== 'floating-ip-pool')
    .map(nameOf);
  const ports = read.countIn(byRef('virtual-machine-interface', 'virtual-network'), network.uuid);
  const addresses = ports > 0 ? 0 : read.countIn(byRef('instance-ip', 'virtual-network'), network.uuid);
  const networks = referrersOf(read, 'virtual-network', network.uuid, 'virtual-network').map(nameOf);
  return listed([
    ...pools,
    ...others,
    ...(ports > 0 ? [`${ports} ${ports === 1 ? 'port' : 'ports'}`] : []),
    ...(addresses > 0 ? [`${addresses} ${addresses === 1 ? 'address' : 'addresses'}`] : []),
    ...networks,
  ]);
}

/** What is left in a project and refers to it, apart from `except`. */
export function heldByProject(
  read: Read,
  project: RecordOf<'project'>,
  except: (record: RecordOf<ConfigType>) => boolean,
): string | undefined {
  const held = [...childrenOf(read, project.uuid), ...referrersOf(read, 'project', project.uuid)].filter(
    (record) => !except(record),
  );
  return listed(held.map(nameOf));
}

function listed(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const more = words.length - NAMED;
  return words.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
