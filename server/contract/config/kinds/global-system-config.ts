import { globalSystemConfig } from '../global.ts';
import { configShape } from './config-shape.ts';

export const globalSystemConfigShape = configShape('global-system-config', {
  properties: globalSystemConfig,
  original: {
    alarm_enable: 'boolean',
    autonomous_system: 'integer',
    bgp_always_compare_med: 'boolean',
    bgpaas_parameters: 'BGPaaServiceParametersType',
    config_version: 'string',
    data_center_interconnect_asn_namespace: 'AsnRangeType',
    data_center_interconnect_loopback_namespace: 'SubnetListType',
    enable_4byte_as: 'boolean',
    enable_security_policy_draft: 'boolean',
    fast_convergence_parameters: 'FastConvergenceParametersType',
    graceful_restart_parameters: 'GracefulRestartParametersType',
    ibgp_auto_mesh: 'boolean',
    igmp_enable: 'boolean',
    ip_fabric_subnets: 'SubnetListType',
    mac_aging_time: 'integer=0..86400',
    mac_limit_control: 'MACLimitControlType',
    mac_move_control: 'MACMoveLimitControlType',
    plugin_tuning: 'PluginProperties',
    rd_cluster_seed: 'integer',
    route_replication_threshold: 'integer=0..60',
    supported_device_families: 'DeviceFamilyListType',
    supported_fabric_annotations: 'KeyValuePairs',
    supported_vendor_hardwares: 'VendorHardwaresType',
    user_defined_log_statistics: 'UserDefinedLogStatList',
  },
});
