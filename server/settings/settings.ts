/**
 * From words to validated settings. Pure: argv and environment come in, settings or one sentence come out.
 * Precedence: option, environment, stored, default; what is stored is merged by `cluster-settings.ts`.
 */

import { parseClusterProjectName, parseGlobalFipPoolName } from '../engine/annotations/dict-string.ts';
import { parsePrefix } from '../model/net/prefix.ts';
import { parseBgpTransport, type TransportEntry } from './bgp-transport.ts';
import { FLAGS, OPTIONS, type FlagName, type OptionName } from './options.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly configApiPort: number | undefined;
  /** Undefined: as the lab has it. */
  readonly kubeApiPort: number | 'none' | undefined;
  readonly dataDirectory: string;
  /** The built console, its sources with hot reload, or the APIs alone. */
  readonly console: 'built' | 'sources' | 'none';
  /** Who plays the lab's gateway; no BGP at all when `bgp` is not set. */
  readonly labGateway: 'internal' | 'external';
  readonly bgp: boolean;
  /** Whether events are told; those that clients create are kept in any case. */
  readonly events: boolean;
  /** What was asked for; the lab's own come beside it. */
  readonly bgpTransport: readonly TransportEntry[];
  readonly historyDays: number;
  readonly historyRevisions: number;
  /** Go on with what is intact of a damaged data directory. */
  readonly acceptDamage: boolean;
  readonly task:
    | { readonly kind: 'serve' }
    | { readonly kind: 'verify' }
    | { readonly kind: 'export' | 'import'; readonly file: string };
  /** What was asked for the cluster; undefined = stored value or default. */
  readonly asked: AskedClusterSettings;
}

export interface AskedClusterSettings {
  readonly lab?: 'chapter' | 'none';
  readonly clusterName?: string;
  readonly podSubnets?: string;
  readonly serviceSubnets?: string;
  readonly ipFabricSubnets?: string;
  readonly clusterProject?: string;
  readonly asn?: number;
  readonly publicFipPool?: string;
}

export type Parsed =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly sentence: string };

class Refusal extends Error {}
const refuse = (sentence: string): never => {
  throw new Refusal(sentence);
};

type Words = { readonly options: Map<OptionName, { text: string; from: string }>; readonly flags: Set<FlagName> };

function words(argv: readonly string[], environment: { readonly [name: string]: string | undefined }): Words {
  const options: Words['options'] = new Map();
  const flags: Words['flags'] = new Set();
  for (const [name, facts] of Object.entries(OPTIONS)) {
    const text = environment[facts.environment];
    if (text !== undefined && text !== '') options.set(name as OptionName, { text, from: facts.environment });
  }
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (!word.startsWith('--')) refuse(`"${word}" is not an option. Options start with --; see --help.`);
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    if (name in FLAGS) {
      if (equals >= 0) refuse(`--${name} takes no value.`);
      flags.add(name as FlagName);
      continue;
    }
    if (!(name in OPTIONS)) refuse(`--${name} is not an option; see --help.`);
    const text = equals >= 0 ? word.slice(equals + 1) : argv[++i];
    if (text === undefined) refuse(`--${name} needs a value: --${name} ${OPTIONS[name as OptionName].value}.`);
    options.set(name as OptionName, { text: text!, from: `--${name}` });
  }
  return { options, flags };
}

function integer(entry: { text: string; from: string }, least: number, most: number, orElse = ''): number {
  const value = Number(entry.text);
  if (!/^\d+$/.test(entry.text) || value < least || value > most)
    refuse(`${entry.from} is "${entry.text}"; it must be a whole number from ${least} to ${most}${orElse}.`);
  return value;
}

function portOrNone(entry: { text: string; from: string } | undefined): number | 'none' | undefined {
  if (entry === undefined) return undefined;
  if (entry.text === 'none') return 'none';
  return integer(entry, 0, 65535, ', or none');
}

function subnets(entry: { text: string; from: string } | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const list = entry.text.split(/[\s,]+/).filter((part) => part !== '');
  if (list.length === 0) refuse(`${entry.from} names no subnet; give at least one CIDR.`);
  for (const cidr of list)
    if (parsePrefix(cidr) === undefined)
      refuse(`${entry.from} holds "${cidr}", which is not a CIDR such as 10.32.0.0/12 (the host bits must be zero).`);
  return list.join(' ');
}

function pool(entry: { text: string; from: string } | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const reading = parseGlobalFipPoolName(entry.text);
  if (reading.kind === 'malformed')
    return refuse(
      `${entry.from} is not usable: ${reading.message}. It must look like {'domain': 'default-domain', ` +
        `'project': 'k8s-ns-user-1', 'network': 'vn-global-default', 'name': 'pool-global-default'}.`,
    );
  return reading.kind === 'none' ? undefined : entry.text;
}

/** The literal `{}` stands for none. */
function project(entry: { text: string; from: string } | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const reading = parseClusterProjectName(entry.text);
  if (reading.kind === 'malformed')
    return refuse(
      `${entry.from} is not usable: ${reading.message}. It must look like {'domain': 'default-domain', ` +
        `'project': 'tenant'}, or be {} for a project for each namespace.`,
    );
  return reading.kind === 'none' ? '{}' : entry.text;
}

function transport(entry: { text: string; from: string } | undefined): readonly TransportEntry[] {
  if (entry === undefined) return [];
  const reading = parseBgpTransport(entry.text);
  return typeof reading === 'string' ? refuse(`${entry.from} ${reading}`) : reading;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Whether a listen address can be reached from this machine only. */
function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Settings from the command line and the environment, or the sentence that refuses them. */
export function parseSettings(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Parsed {
  try {
    const { options, flags } = words(argv, environment);
    if (flags.has('help')) return { kind: 'help' };
    const text = (name: OptionName) => options.get(name)?.text;
    const number = (name: OptionName, fallback: number, least: number, most: number) => {
      const entry = options.get(name);
      return entry === undefined ? fallback : integer(entry, least, most);
    };
    const host = text('host') ?? '127.0.0.1';
    if (!isLoopback(host) && !flags.has('insecure-no-auth')) {
      refuse(
        `--host ${host} can be reached by others and nobody has to log in. Add --insecure-no-auth to accept ` +
          'that, or leave --host at 127.0.0.1.',
      );
    }
    const lab = text('lab');
    if (lab !== undefined && lab !== 'chapter' && lab !== 'none')
      refuse(`${options.get('lab')!.from} is "${lab}"; it must be chapter or none.`);
    const clusterName = text('cluster-name');
    if (clusterName !== undefined && !/^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/.test(clusterName)) {
      refuse(
        `${options.get('cluster-name')!.from} is "${clusterName}"; it must be lower-case letters, digits and ` +
          'hyphens, 32 at most, and start and end with a letter or digit.',
      );
    }
    const labGateway = text('lab-gateway') ?? 'internal';
    if (labGateway !== 'internal' && labGateway !== 'external')
      refuse(`${options.get('lab-gateway')!.from} is "${labGateway}"; it must be internal or external.`);
    const exported = text('export');
    const imported = text('import');
    if (exported !== undefined && imported !== undefined) refuse('--export and --import exclude each other.');
    if (flags.has('verify') && (exported !== undefined || imported !== undefined))
      refuse('--verify excludes --export and --import.');
    if (flags.has('dev') && flags.has('no-console')) refuse('--dev and --no-console exclude each other.');
    const task: Settings['task'] =
      exported !== undefined
        ? { kind: 'export', file: exported }
        : imported !== undefined
          ? { kind: 'import', file: imported }
          : flags.has('verify')
            ? { kind: 'verify' }
            : { kind: 'serve' };
    return {
      kind: 'settings',
      settings: {
        port: number('port', 9091, 0, 65535),
        host,
        allowedHosts: (text('allowed-hosts') ?? '')
          .split(',')
          .map((name) => name.trim().toLowerCase())
          .filter((name) => name !== ''),
        configApiPort: options.has('config-api-port') ? number('config-api-port', 0, 0, 65535) : undefined,
        kubeApiPort: portOrNone(options.get('kube-api-port')),
        dataDirectory: text('data-dir') ?? './data',
        console: flags.has('dev') ? 'sources' : flags.has('no-console') ? 'none' : 'built',
        labGateway: labGateway as Settings['labGateway'],
        bgp: !flags.has('no-bgp'),
        events: !flags.has('no-events'),
        bgpTransport: transport(options.get('bgp-transport')),
        historyDays: number('history-days', 30, 1, 36_500),
        historyRevisions: number('history-revisions', 1_000_000, 1000, 1_000_000_000),
        acceptDamage: flags.has('accept-damage'),
        task,
        asked: {
          lab: lab as AskedClusterSettings['lab'],
          clusterName,
          podSubnets: subnets(options.get('pod-subnets')),
          serviceSubnets: subnets(options.get('service-subnets')),
          ipFabricSubnets: subnets(options.get('ip-fabric-subnets')),
          clusterProject: project(options.get('cluster-project')),
          asn: options.has('asn') ? number('asn', 0, 1, 4_294_967_295) : undefined,
          publicFipPool: pool(options.get('public-fip-pool')),
        },
      },
    };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', sentence: error.message };
    throw error;
  }
}
