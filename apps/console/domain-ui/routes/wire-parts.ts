/** Splits wire literals into dimmed and emphasized parts. Pure. */

import { fnv1a } from '../../../../server/model/fnv1a.ts';

export function splitPrefix(text: string): { address: string; length: string | undefined } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { address: text, length: undefined }
    : { address: text.slice(0, slash), length: text.slice(slash + 1) };
}

/** `default-domain:k8s-ns-user-1:net` → prefix with its last colon, and the last segment. */
export function splitFqName(text: string): { lead: string; last: string } {
  const colon = text.lastIndexOf(':');
  return { lead: text.slice(0, colon + 1), last: text.slice(colon + 1) };
}

/** `webserver-85fc7dd848-nrxq6` → `webserver…nrxq6`; names without a deployment's hash in the middle are unchanged. */
export function splitPodName(name: string): string {
  const parts = /^(.+)-[a-z0-9]{6,10}-([a-z0-9]{5})$/.exec(name);
  return parts ? `${parts[1]}…${parts[2]}` : name;
}

/** `target:60100:100` → prefix, administrator with its colon, number. */
export function splitRouteTarget(text: string): { frame: string; administrator: string; number: string } {
  const bare = text.startsWith('target:') ? text.slice(7) : text;
  const colon = bare.lastIndexOf(':');
  return {
    frame: text.startsWith('target:') ? 'target:' : '',
    administrator: bare.slice(0, colon + 1),
    number: bare.slice(colon + 1),
  };
}

/** One of the ten VRF hues by the fully qualified name (FNV-1a), 1–10; the same in tables, graph and route lists. */
export function vrfHue(fqName: string): number {
  let hash = fnv1a(fqName);
  // FNV's low bits are weak: names with two similar differences would share parity.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) % 10) + 1;
}

/**
 * Two letters for a network, from the significant words of the last segment: `k8s-default-pod-network` → DP,
 * `k8s-ns-isolated-service-network` → IS; networks of an attachment definition (`vn`) get V, or their own letter with a
 * number: `k8s-vn-ns-default-pod-network` → VD, `k8s-vn-left-1-pod-network` → L1.
 */
export function vrfLetters(fqName: string): string {
  const words = splitFqName(fqName)
    .last.toLowerCase()
    .split(/[-_.]+/)
    .filter((word) => word !== '');
  const attached = words.includes('vn');
  const silent = ['k8s', 'vn', 'ns', 'network', ...(attached ? ['pod'] : [])];
  const telling = words.filter((word) => !silent.includes(word));
  const [first = words[0] ?? '?', ...more] = telling;
  const last = more.at(-1);
  const letter = (word: string) => word[0] ?? '?';
  if (attached && !(last !== undefined && /^\d/.test(last))) return `V${letter(first)}`.toUpperCase();
  return `${letter(first)}${last === undefined ? (first[1] ?? '') : letter(last)}`.toUpperCase();
}
