/** An interface that is not routed, or has no number for its VRF on its node. */

import { shortName } from '../../../model/naming/fq-name.ts';
import { vrfIdKey } from '../../../model/oper/vrf-id.ts';
import type { Stored } from '../../../store/store.ts';
import { condition, danglingRefs, nameOf, NONE, type Evaluate } from './evaluate.ts';
import { notRouted } from './not-routed.ts';

export const interfaceConditions: Evaluate = (key, { read }, { ports }, record) => {
  const vmi = (record as Stored<'virtual-machine-interface'> | undefined)?.value;
  if (vmi === undefined) return NONE;
  const dangling = danglingRefs(vmi, read);
  const port = ports.get(key);
  if (port === undefined || port.paths.length === 0) return dangling;
  // A floating IP of the other family is that one's condition.
  const waiting = port.paths.find((path) => path.notInstalled?.kind !== 'other-family')?.notInstalled;
  if (waiting !== undefined) {
    const { reason, message } = notRouted(`Interface ${shortName(vmi.fq_name)}`, waiting);
    return [
      ...dangling,
      condition(
        waiting.kind === 'no-node' ? 'warning' : 'error',
        waiting.kind === 'no-label' ? 'NumbersExhausted' : 'NotRouted',
        reason,
        message,
      ),
    ];
  }
  if (port.networkUuid === undefined || port.nextHop === undefined) return dangling;
  if (read.get('vrf-id', vrfIdKey(port.nextHop.nodeUuid, port.networkUuid)) !== undefined) return dangling;
  const network = read.get('virtual-network', port.networkUuid)?.value;
  if (network === undefined) return dangling;
  const { reason, message } = notRouted(`Interface ${shortName(vmi.fq_name)}`, {
    kind: 'no-vrf-id',
    nodeName: port.nextHop.nodeName,
  });
  return [...dangling, condition('error', 'NumbersExhausted', reason, message, [nameOf(network)])];
};
