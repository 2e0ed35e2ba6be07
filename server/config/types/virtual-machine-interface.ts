/** Virtual machine interfaces (ports): MAC address, network, and the numbers of their node. */

import { kindOf } from '../../model/config/types.ts';
import { macOfInterface, parseMac } from '../../model/net/mac.ts';
import { landed, landInterface } from '../numbers/forwarding-numbers.ts';
import { invalidField } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';

export const virtualMachineInterface: ResourceRules<'virtual-machine-interface'> = {
  ...kindOf('virtual-machine-interface'),
  complete({ draft, before, context }) {
    const given = draft.props.virtual_machine_interface_mac_addresses?.mac_address ?? [];
    const macs = given.map((text, index) => {
      const mac = parseMac(text);
      if (mac === undefined)
        throw invalidField(
          `/virtual-machine-interface/virtual_machine_interface_mac_addresses/mac_address/${index}`,
          `"${text}" is not a MAC address`,
          macOfInterface(draft.uuid),
        );
      return mac;
    });
    return {
      ...(before === undefined ? landed(context.transaction, draft) : draft),
      props: {
        ...draft.props,
        virtual_machine_interface_mac_addresses: { mac_address: macs.length > 0 ? macs : [macOfInterface(draft.uuid)] },
        port_security_enabled: draft.props.port_security_enabled ?? true,
        virtual_machine_interface_disable_policy: draft.props.virtual_machine_interface_disable_policy ?? false,
      },
    };
  },
  follow({ context }, after, before) {
    landInterface(context, after, before);
  },
};
