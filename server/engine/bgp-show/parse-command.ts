/**
 * Parses the supported commands as typed on a Junos router: `show bgp summary | match 10.169.25.19`, `ping
 * 101.101.101.2 routing-instance k8s-test`. A pattern is plain text, in quotes if it has spaces; `|` within quotes
 * separates alternatives.
 */

import { parseAddress, type Address } from '../../model/net/address.ts';

export type ShowCommand =
  | { readonly kind: 'bgp-summary' }
  | {
      readonly kind: 'route-table';
      readonly table: string;
      readonly destination: string | undefined;
      readonly exact: boolean;
      readonly detail: boolean;
    }
  | { readonly kind: 'interface'; readonly name: string }
  | { readonly kind: 'dynamic-tunnels' }
  | ProbeCommand;

/** `ping` and `telnet`: a packet from the router itself. */
export type ProbeCommand = {
  readonly destination: Address;
  /** The VRF; without it the router's main table, which leads nowhere in the overlay. */
  readonly routingInstance: string | undefined;
  readonly source: Address | undefined;
} & (
  | { readonly kind: 'ping'; /** Packets to send. */ readonly count: number }
  | { readonly kind: 'telnet'; readonly port: number }
);

export type Pipe =
  | { readonly kind: 'match' | 'except'; readonly alternatives: readonly string[] }
  | { readonly kind: 'count' }
  | { readonly kind: 'no-more' };

interface ShowLine {
  readonly command: ShowCommand;
  readonly pipes: readonly Pipe[];
}

export type ShowReading =
  | { readonly kind: 'line'; readonly line: ShowLine }
  | { readonly kind: 'unknown'; readonly message: string };

/** The supported commands, for help and errors. */
const SHOW_COMMANDS: readonly string[] = Object.freeze([
  'show bgp summary',
  'show route table <table> [<address or prefix>] [exact] [detail]',
  'show interfaces <tunnel>',
  'show dynamic-tunnels database',
  'ping <address> routing-instance <vrf> [source <address>] [count <n>]',
  'telnet <address> routing-instance <vrf> [port <n>] [source <address>]',
]);

/** Of `ping`: one a second would have to be waited for. */
const DEFAULT_COUNT = 5;
const MOST_COUNTED = 100;
const TELNET_PORT = 23;

const unknown = (why: string): ShowReading => ({
  kind: 'unknown',
  message: `${why} Known are: ${SHOW_COMMANDS.join('; ')}; each with | match <text>, | except <text>, | count.`,
});

/** The pieces between unquoted bars, each as its words; undefined for a quote that is not closed. */
function pieces(text: string): readonly (readonly { readonly word: string; readonly quoted: boolean }[])[] | undefined {
  const found: { word: string; quoted: boolean }[][] = [[]];
  for (const token of text.match(/"[^"]*"|[^\s|"]+|\||"/g) ?? []) {
    if (token === '"') return undefined;
    if (token === '|') found.push([]);
    else
      found
        .at(-1)!
        .push(token.startsWith('"') ? { word: token.slice(1, -1), quoted: true } : { word: token, quoted: false });
  }
  return found;
}

export function parseShowCommand(text: string): ShowReading {
  const found = pieces(text);
  if (found === undefined) return unknown('A quote is not closed.');
  const [first = [], ...rest] = found;
  const command = commandOf(first.map(({ word }) => word));
  if (typeof command === 'string') return unknown(command);
  const pipes: Pipe[] = [];
  for (const words of rest) {
    const [verb, pattern] = words.map(({ word }) => word);
    if ((verb === 'match' || verb === 'except') && pattern !== undefined && words.length === 2)
      pipes.push({
        kind: verb,
        alternatives: pattern
          .toLowerCase()
          .split('|')
          .filter((part) => part !== ''),
      });
    else if ((verb === 'count' || verb === 'no-more') && words.length === 1) pipes.push({ kind: verb });
    else return unknown(`"| ${words.map(({ word }) => word).join(' ')}" is not known.`);
  }
  return { kind: 'line', line: { command, pipes } };
}

function commandOf(words: readonly string[]): ShowCommand | string {
  const [show, what = '', ...rest] = words;
  const line = words.join(' ');
  if (show === 'ping' || show === 'telnet') return probeOf(show, what, rest);
  if (show !== 'show') return line === '' ? 'The command is empty.' : `"${line}" is not a command that is known.`;
  if (what === 'bgp' && rest.length === 1 && rest[0] === 'summary') return { kind: 'bgp-summary' };
  if (what === 'dynamic-tunnels' && rest.length === 1 && rest[0] === 'database') return { kind: 'dynamic-tunnels' };
  if (what === 'interfaces')
    return rest.length === 1 ? { kind: 'interface', name: rest[0]! } : 'show interfaces needs the name of one tunnel.';
  if (what !== 'route') return `"${line}" is not known.`;
  if (rest[0] !== 'table' || rest[1] === undefined)
    return 'show route needs a table, as in show route table k8s-test.inet.0.';
  const table = rest[1];
  let destination: string | undefined;
  const flags = new Set<string>();
  for (const word of rest.slice(2)) {
    if (word === 'detail' || word === 'exact') flags.add(word);
    else if (destination === undefined) destination = word;
    else return `"${word}" after ${destination} is not known.`;
  }
  return { kind: 'route-table', table, destination, exact: flags.has('exact'), detail: flags.has('detail') };
}

function probeOf(kind: 'ping' | 'telnet', to: string, words: readonly string[]): ShowCommand | string {
  const destination = parseAddress(to);
  if (destination === undefined) return to === '' ? `${kind} needs an address.` : `"${to}" is no address.`;
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const [name, value] = [words[at]!, words[at + 1]];
    if (!['routing-instance', 'source', kind === 'ping' ? 'count' : 'port'].includes(name))
      return `"${name}" of ${kind} is not known.`;
    if (value === undefined) return `${name} needs a value.`;
    if (given.has(name)) return `${name} is given twice.`;
    given.set(name, value);
  }
  const sourceText = given.get('source');
  const source = sourceText === undefined ? undefined : parseAddress(sourceText);
  if (sourceText !== undefined && source === undefined) return `"${sourceText}" is no address.`;
  const routingInstance = given.get('routing-instance');
  const [name, fallback, most] =
    kind === 'ping' ? (['count', DEFAULT_COUNT, MOST_COUNTED] as const) : (['port', TELNET_PORT, 65_535] as const);
  const number = Number(given.get(name) ?? fallback);
  if (!Number.isInteger(number) || number < 1 || number > most) return `${name} is a number from 1 to ${most}.`;
  const common = { destination, routingInstance, source };
  return kind === 'ping' ? { kind, ...common, count: number } : { kind, ...common, port: number };
}

/** Applies pipes to printed lines, as Junos does: case-insensitive; `count` prints a sentence. */
export function piped(lines: readonly string[], pipes: readonly Pipe[]): readonly string[] {
  let left = lines;
  for (const pipe of pipes) {
    switch (pipe.kind) {
      case 'match':
      case 'except':
        left = left.filter(
          (line) => pipe.alternatives.some((part) => line.toLowerCase().includes(part)) === (pipe.kind === 'match'),
        );
        break;
      case 'count':
        left = [`Count: ${left.length} lines`];
        break;
      case 'no-more':
        break;
      default:
        return pipe satisfies never;
    }
  }
  return left;
}
