/** Virtual routers (compute nodes). A machine that is placed on one gives its interfaces the node's numbers. */
import { parseAddress, formatAddress } from '../model/net/address.ts';
import { landMachine } from './forwarding-numbers.ts';
import { conflict, invalidField } from './problems.ts';
import { asBlocking, nameOf } from './records.ts';
import type { RecordOf, ResourceRules } from './rules.ts';
import type { Read } from '../store/store.ts';

const TYPES = ['embedded', 'tor-agent', 'tor-service-node'];

export const virtualRouter: ResourceRules<'virtual-router'> = {
  type: 'virtual-router',
  parents: ['global-system-config'],
  refs: ['virtual-machine', 'network-ipam', 'tag'],
  complete({ draft, context }) {
    const { virtual_router_ip_address: text, virtual_router_type: type } = draft.props;
    if (type !== undefined && !TYPES.includes(type)) throw invalidField('/virtual-router/virtual_router_type', `virtual_router_type "${type}" is none of ${TYPES.join(', ')}`);
    if (text === undefined) return draft;
    const parsed = parseAddress(text);
    if (parsed === undefined) throw invalidField('/virtual-router/virtual_router_ip_address', `"${text}" is not an IP address`);
    const address = formatAddress(parsed);
    const holder = nodeWithAddress(context.transaction, address, draft.uuid);
    if (holder !== undefined) {
      throw conflict('AddressInUse', `${address} is the address of ${nameOf(holder)}; two compute nodes cannot share it`, { fields: [{ pointer: '/virtual-router/virtual_router_ip_address', detail: 'Choose another address.' }], blocking: [asBlocking(holder)] });
    }
    return { ...draft, props: { ...draft.props, virtual_router_ip_address: address } };
  },
  follow({ context }, after, before) {
    const was = new Set((before?.refs['virtual-machine'] ?? []).map((ref) => ref.uuid));
    const is = new Set((after?.refs['virtual-machine'] ?? []).map((ref) => ref.uuid));
    for (const machine of was) if (!is.has(machine)) landMachine(context, machine);
    for (const machine of is) if (!was.has(machine)) landMachine(context, machine);
  },
};

function nodeWithAddress(read: Read, address: string, except: string): RecordOf<'virtual-router'> | undefined {
  for (const { value } of read.scan('virtual-router')) if (value.uuid !== except && value.props.virtual_router_ip_address === address) return value;
  return undefined;
}
