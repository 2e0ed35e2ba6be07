/** Names of ports (IANA service names, RFC 6335), with the texts of k8s.io/apimachinery. */

import { faultsFrom, type FaultIn } from './fault.ts';

const LONGEST = 15;

type None = Readonly<Record<string, never>>;

const SENTENCES = {
  'port-name/too-long': ({ longest }: { readonly longest: number }) => `must be no more than ${longest} characters`,
  'port-name/characters': (_: None) => 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
  'port-name/no-letter': (_: None) => 'must contain at least one letter (a-z)',
  'port-name/hyphens': (_: None) => 'must not contain consecutive hyphens',
  'port-name/outer-hyphen': (_: None) => 'must not begin or end with a hyphen',
};
const fault = faultsFrom(SENTENCES);

/** Faults of a port's name; empty if it is valid. */
export function portNameFaults(name: string): readonly FaultIn<typeof SENTENCES>[] {
  return [
    ...(name.length > LONGEST ? [fault('port-name/too-long', { longest: LONGEST })] : []),
    ...(/^[-a-z0-9]*$/.test(name) ? [] : [fault('port-name/characters', {})]),
    ...(/[a-z]/.test(name) ? [] : [fault('port-name/no-letter', {})]),
    ...(name.includes('--') ? [fault('port-name/hyphens', {})] : []),
    ...(name.startsWith('-') || name.endsWith('-') ? [fault('port-name/outer-hyphen', {})] : []),
  ];
}
