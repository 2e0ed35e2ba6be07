/** Bodies of the two global configuration objects. */

import { z } from 'zod';
import { asn, flag, oneOf, port, subnetPrefix, whole } from './fields.ts';

const gracefulRestart = z.looseObject({
  enable: flag('Graceful restart').optional(),
  restart_time: whole('Restart time', 0, 4095, 'seconds').optional(),
  long_lived_restart_time: whole('LLGR time', 0, 16_777_215, 'seconds').optional(),
  end_of_rib_timeout: whole('End of RIB', 0, 4095, 'seconds').optional(),
  bgp_helper_enable: flag('BGP helper').optional(),
  xmpp_helper_enable: flag('XMPP helper').optional(),
});

export const globalSystemConfig = z.looseObject({
  autonomous_system: asn.optional(),
  enable_4byte_as: flag('4 Byte ASN').optional(),
  ibgp_auto_mesh: flag('iBGP auto mesh').optional(),
  graceful_restart_parameters: gracefulRestart.optional(),
  bgp_always_compare_med: flag('Always compare MED').optional(),
  rd_cluster_seed: whole('RD cluster seed', 0, 65_535).optional(),
  ip_fabric_subnets: z.looseObject({ subnet: z.array(subnetPrefix) }).optional(),
  bgpaas_parameters: z
    .looseObject({ port_start: port, port_end: port })
    .refine((ports) => ports.port_start <= ports.port_end, 'The first port comes after the last')
    .optional(),
});

export const globalVrouterConfig = z.looseObject({
  encapsulation_priorities: z
    .looseObject({ encapsulation: z.array(oneOf('Encapsulation', ['MPLSoUDP', 'MPLSoGRE', 'VXLAN'])) })
    .optional(),
  vxlan_network_identifier_mode: oneOf('VxLAN identifier mode', ['automatic', 'configured']).optional(),
  forwarding_mode: oneOf('Forwarding mode', ['l2_l3', 'l2', 'l3']).optional(),
});
