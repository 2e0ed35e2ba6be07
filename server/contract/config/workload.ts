/** Bodies of machines, interfaces, instance IPs and virtual routers. */

import { z } from 'zod';
import { flag, ipAddress, macAddress, oneOf, text, uuid, whole } from './fields.ts';

export const virtualMachine = z.looseObject({
  server_type: oneOf('Server type', ['virtual-server', 'baremetal-server', 'container']).optional(),
});

export const virtualMachineInterface = z.looseObject({
  virtual_machine_interface_mac_addresses: z.looseObject({ mac_address: z.array(macAddress) }).optional(),
  virtual_machine_interface_device_owner: text('Device owner').optional(),
  virtual_machine_interface_properties: z
    .looseObject({
      local_preference: whole('Local preference', 0, 4_294_967_295).optional(),
      sub_interface_vlan_tag: whole('VLAN', 0, 4094).optional(),
    })
    .optional(),
  port_security_enabled: flag('Port security').optional(),
  virtual_machine_interface_disable_policy: flag('Disable policy').optional(),
});

export const instanceIp = z.looseObject({
  instance_ip_address: ipAddress.optional(),
  instance_ip_family: oneOf('Family', ['v4', 'v6']).optional(),
  instance_ip_mode: oneOf('Mode', ['active-standby', 'active-active']).optional(),
  instance_ip_secondary: flag('Secondary').optional(),
  subnet_uuid: uuid.optional(),
});

export const virtualRouter = z.looseObject({
  virtual_router_ip_address: ipAddress.optional(),
  virtual_router_type: oneOf('Type', ['embedded', 'tor-agent', 'tor-service-node']).optional(),
  virtual_router_dpdk_enabled: flag('DPDK').optional(),
});
