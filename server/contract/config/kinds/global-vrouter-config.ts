import { globalVrouterConfig } from '../global.ts';
import { configShape } from './config-shape.ts';

export const globalVrouterConfigShape = configShape('global-vrouter-config', {
  properties: globalVrouterConfig,
  original: {
    ecmp_hashing_include_fields: 'EcmpHashingIncludeFields',
    enable_security_logging: 'boolean',
    encapsulation_priorities: 'EncapsulationPrioritiesType',
    encryption_mode: 'string=none|all',
    encryption_tunnel_endpoints: 'EncryptionTunnelEndpointList',
    flow_aging_timeout_list: 'FlowAgingTimeoutList',
    flow_export_rate: 'integer',
    forwarding_mode: 'string',
    linklocal_services: 'LinklocalServicesTypes',
    port_translation_pools: 'PortTranslationPools',
    vxlan_network_identifier_mode: 'string',
  },
});
