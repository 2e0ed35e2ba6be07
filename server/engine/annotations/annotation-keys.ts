/** The annotations and labels that kube-manager reads and writes. */
export const ISOLATION = 'opencontrail.org/isolation';
/** Documented for earlier releases, without effect today. */
export const ISOLATION_SERVICE = 'opencontrail.org/isolation.service';
/** The successor product's label with the same meaning. */
export const ISOLATED_NAMESPACE_LABEL = 'core.juniper.net/isolated-namespace';
export const FIP_POOL = 'opencontrail.org/fip-pool';
export const NETWORK = 'opencontrail.org/network';
export const CIDR = 'opencontrail.org/cidr';
export const IP_FABRIC_FORWARDING = 'opencontrail.org/ip_fabric_forwarding';
export const IP_FABRIC_SNAT = 'opencontrail.org/ip_fabric_snat';
export const POD_NETWORKS = 'k8s.v1.cni.cncf.io/networks';
export const POD_NETWORK_STATUS = 'k8s.v1.cni.cncf.io/network-status';

/** Annotations or labels as Kubernetes' metadata carries them. */
export type KeyValues = Readonly<Record<string, string>> | undefined;
