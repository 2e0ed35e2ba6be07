/** Interfaces of machines: ports. */

import { labelPool } from '../../oper/number-pool.ts';
import type { VirtualMachineInterfaceProps } from '../virtual-machine-interface.ts';
import { configKind } from './config-kind.ts';

export const virtualMachineInterfaceKind = configKind<'virtual-machine-interface', VirtualMachineInterfaceProps>(
  'virtual-machine-interface',
)({
  parents: ['project', 'virtual-machine', 'virtual-router'],
  refs: [
    'virtual-network',
    'virtual-machine',
    'security-group',
    'routing-instance',
    'virtual-machine-interface',
    'bgp-router',
    'tag',
  ],
  colonInName: true,
  namedByPrograms: true,
  heldNumbers: ({ allocated }) => [[labelPool(String(allocated?.['node'])), allocated?.['label']]],
  collections: {
    virtual_machine_interface_mac_addresses: { items: 'mac_address' },
    virtual_machine_interface_bindings: { items: 'key_value_pair', key: 'key' },
    virtual_machine_interface_fat_flow_protocols: { items: 'fat_flow_protocol' },
  },
});
