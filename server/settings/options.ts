/** Every option of the product, as data: its environment name, what it means, and its default. */

export interface OptionFacts {
  readonly environment: string;
  readonly value: string;
  readonly meaning: string;
  readonly default?: string;
}

export const OPTIONS = {
  port: {
    environment: 'OVERLAY_PORT',
    value: 'N',
    meaning: 'Port of the console and its APIs; 0 takes any free one.',
    default: '9091',
  },
  host: {
    environment: 'OVERLAY_HOST',
    value: 'ADDRESS',
    meaning: 'Address to listen on. Anything but loopback needs --insecure-no-auth.',
    default: '127.0.0.1',
  },
  'allowed-hosts': {
    environment: 'OVERLAY_ALLOWED_HOSTS',
    value: 'NAME,…',
    meaning: 'Further names under which requests may address the server (Host header).',
  },
  'config-api-port': {
    environment: 'OVERLAY_CONFIG_API_PORT',
    value: 'N',
    meaning: 'Serves the Contrail config API at the root of a second port, as port 8082 of the original.',
  },
  'kube-api-port': {
    environment: 'OVERLAY_KUBE_API_PORT',
    value: 'N|none',
    meaning:
      'Serves the Kubernetes API at the root of a port of its own, over TLS; 0 takes any free one. The file ' +
      'kubeconfig in the data directory is for it.',
    default: '6443 with the lab, or any free one when that is taken or --port is 0; else none',
  },
  'data-dir': {
    environment: 'OVERLAY_DATA_DIR',
    value: 'DIR',
    meaning: 'Where everything is kept.',
    default: './data',
  },
  lab: {
    environment: 'OVERLAY_LAB',
    value: 'chapter|none',
    meaning: 'What a new data directory starts with: the chapter’s nodes, or nothing.',
    default: 'chapter',
  },
  'cluster-name': {
    environment: 'KUBERNETES_CLUSTER_NAME',
    value: 'NAME',
    meaning: 'Prefix of project and network names. Cannot change once stored.',
    default: 'k8s',
  },
  'pod-subnets': {
    environment: 'KUBERNETES_POD_SUBNETS',
    value: 'CIDR …',
    meaning: 'Addresses of pods. Cannot change once stored.',
    default: '10.32.0.0/12',
  },
  'service-subnets': {
    environment: 'KUBERNETES_SERVICE_SUBNETS',
    value: 'CIDR …',
    meaning: 'Addresses of services. Cannot change once stored.',
    default: '10.96.0.0/12',
  },
  'ip-fabric-subnets': {
    environment: 'KUBERNETES_IP_FABRIC_SUBNETS',
    value: 'CIDR …',
    meaning: 'Addresses of pods on the underlay. Cannot change once stored.',
    default: '10.64.0.0/12',
  },
  'cluster-project': {
    environment: 'KUBERNETES_CLUSTER_PROJECT',
    value: 'DICT',
    meaning: "One project for all namespaces, {'domain': …, 'project': …}; {} is none. Cannot change once stored.",
    default: '{}',
  },
  asn: {
    environment: 'OVERLAY_ASN',
    value: 'N',
    meaning: 'Global autonomous system number of a new data directory; later it is edited under Global Config.',
    default: '60100 with the lab, else 64512',
  },
  'public-fip-pool': {
    environment: 'KUBERNETES_PUBLIC_FIP_POOL',
    value: 'DICT',
    meaning: "Global floating-IP pool, {'domain': …, 'project': …, 'network': …, 'name': …}.",
  },
  'history-days': {
    environment: 'OVERLAY_HISTORY_DAYS',
    value: 'N',
    meaning: 'How long history is kept, in days.',
    default: '30',
  },
  'history-revisions': {
    environment: 'OVERLAY_HISTORY_REVISIONS',
    value: 'N',
    meaning: 'How many changes of history are kept at most.',
    default: '1000000',
  },
  'lab-gateway': {
    environment: 'OVERLAY_LAB_GATEWAY',
    value: 'internal|external',
    meaning: 'Who plays the lab’s gateway router: this process, or a router of yours at its address.',
    default: 'internal',
  },
  'bgp-transport': {
    environment: 'OVERLAY_BGP_TRANSPORT',
    value: 'ADDRESS:PORT=ADDRESS:PORT,…',
    meaning:
      'Where configured BGP addresses really are, 192.168.0.204:179=127.0.0.204:1179; what is not named is ' +
      'reached as it is written. Port 0 takes any free one.',
    default: 'the lab’s, of which --port 0 takes any free ports',
  },
  export: { environment: 'OVERLAY_EXPORT', value: 'FILE', meaning: 'Writes the whole state to FILE and ends.' },
  import: {
    environment: 'OVERLAY_IMPORT',
    value: 'FILE',
    meaning: 'Loads FILE into an empty data directory and ends.',
  },
} as const satisfies { readonly [name: string]: OptionFacts };

export const FLAGS = {
  dev: 'Serves the console with hot reload.',
  'no-console': 'Serves the APIs alone, without the built console.',
  'no-bgp': 'Speaks no BGP: no control node listens or connects.',
  'no-events': 'Tells no events of its own; those of clients are kept.',
  'insecure-no-auth': 'Allows a --host that others can reach, although nobody has to log in.',
  'accept-damage': 'Goes on with what is intact of a damaged data directory; the damaged files are kept beside it.',
  verify: 'Reads the data directory, says what of it is as it was written, and ends.',
  help: 'Prints this.',
} as const;

export type OptionName = keyof typeof OPTIONS;
export type FlagName = keyof typeof FLAGS;

/** The text that `--help` prints. */
export function usage(): string {
  const lines = Object.entries(OPTIONS).map(
    ([name, facts]: [string, OptionFacts]) =>
      `  --${name} ${facts.value}\n        ` +
      `${facts.meaning}${facts.default === undefined ? '' : ` Default: ${facts.default}.`} Environment: ` +
      `${facts.environment}`,
  );
  const flags = Object.entries(FLAGS).map(([name, meaning]) => `  --${name}\n        ${meaning}`);
  return ['Usage: npm start -- [options]', '', ...lines, ...flags, ''].join('\n');
}
