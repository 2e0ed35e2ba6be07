/**
 * Virtual routers (compute nodes). Placing a machine on one gives its interfaces numbers of the node.
 *
 * There are two kinds of references to machines: those of pods are derived from the node that each machine records
 * (`virtual-machine.ts`) and are never stored here; those of other machines are configured by an operator and stored
 * like any reference.
 */

import { kindOf } from '../../model/config/types.ts';
import { parseAddress, formatAddress } from '../../model/net/address.ts';
import { byAddress, byNode } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { landMachine, placeMachine } from '../numbers/forwarding-numbers.ts';
import { conflict, invalidField } from '../problems.ts';
import { asBlocking, findObject, nameOf } from '../records.ts';
import { pointerTo } from '../references.ts';
import type { RecordOf, ResourceRules } from '../rules.ts';

const TYPES = ['embedded', 'tor-agent', 'tor-service-node'];

export const virtualRouter: ResourceRules<'virtual-router'> = {
  ...kindOf('virtual-router'),
  complete({ draft: requested, before, context }) {
    const draft = withoutPlaced(context.transaction, requested, before);
    const { virtual_router_ip_address: text, virtual_router_type: type } = draft.props;
    if (type !== undefined && !TYPES.includes(type))
      throw invalidField(
        '/virtual-router/virtual_router_type',
        `virtual_router_type "${type}" is none of ${TYPES.join(', ')}`,
      );
    if (text === undefined) return draft;
    const parsed = parseAddress(text);
    if (parsed === undefined)
      throw invalidField('/virtual-router/virtual_router_ip_address', `"${text}" is not an IP address`);
    const address = formatAddress(parsed);
    const holder = nodeWithAddress(context.transaction, address, draft.uuid);
    if (holder !== undefined) {
      throw conflict(
        'AddressInUse',
        `${address} is the address of ${nameOf(holder)}; two compute nodes cannot share it`,
        {
          fields: [{ pointer: '/virtual-router/virtual_router_ip_address', detail: 'Choose another address.' }],
          blocking: [asBlocking(holder)],
        },
      );
    }
    return { ...draft, props: { ...draft.props, virtual_router_ip_address: address } };
  },
  follow({ context }, after, before) {
    if (after === undefined)
      for (const { key } of Array.from(context.transaction.lookup(byNode('virtual-machine'), before!.uuid)))
        placeMachine(context, key, undefined);
    const was = new Set((before?.refs['virtual-machine'] ?? []).map((ref) => ref.uuid));
    const is = new Set((after?.refs['virtual-machine'] ?? []).map((ref) => ref.uuid));
    for (const machine of was) if (!is.has(machine)) landMachine(context, machine);
    for (const machine of is) if (!was.has(machine)) landMachine(context, machine);
  },
};

function nodeWithAddress(read: Read, address: string, except: string): RecordOf<'virtual-router'> | undefined {
  for (const { value } of read.lookup(byAddress('virtual-router'), address)) if (value.uuid !== except) return value;
  return undefined;
}

/** Without derived references; a new one that contradicts the machine's node is refused. */
function withoutPlaced(
  read: Read,
  draft: RecordOf<'virtual-router'>,
  before: RecordOf<'virtual-router'> | undefined,
): RecordOf<'virtual-router'> {
  const refs = draft.refs['virtual-machine'];
  if (refs === undefined) return draft;
  const known = new Set((before?.refs['virtual-machine'] ?? []).map((ref) => ref.uuid));
  const stored = refs.filter((ref, index) => {
    const machine = findObject(read, 'virtual-machine', ref.uuid);
    const node = machine?.allocated?.['node'];
    if (machine === undefined || node === undefined) return true;
    if (node !== draft.uuid && !known.has(ref.uuid)) {
      const other = findObject(read, 'virtual-router', String(node));
      throw conflict(
        'RefersElsewhere',
        `${nameOf(machine)} runs on ${other === undefined ? `virtual-router ${node}` : nameOf(other)}: it is a ` +
          `pod's, and stands where its pod is bound. Delete the pod to move it.`,
        {
          fields: [
            {
              pointer: `${pointerTo('virtual-router', 'virtual-machine')}/${index}`,
              detail: 'Leave this reference out.',
            },
          ],
        },
      );
    }
    return false;
  });
  if (stored.length === refs.length) return draft;
  const { 'virtual-machine': _followed, ...others } = draft.refs;
  return { ...draft, refs: stored.length === 0 ? others : { ...others, 'virtual-machine': stored } };
}
