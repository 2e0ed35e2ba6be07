/** How wire literals fall into framing and deciding parts. Pure. */

export function splitPrefix(text: string): { address: string; length: string | undefined } {
  const slash = text.indexOf('/');
  return slash < 0 ? { address: text, length: undefined } : { address: text.slice(0, slash), length: text.slice(slash + 1) };
}

/** `default-domain:k8s-ns-user-1:net` → lead with its last colon, and the last segment. */
export function splitFqName(text: string): { lead: string; last: string } {
  const colon = text.lastIndexOf(':');
  return { lead: text.slice(0, colon + 1), last: text.slice(colon + 1) };
}

/** `webserver-85fc7dd848-nrxq6` → `webserver…nrxq6`; names without a deployment's middle stay whole. */
export function splitPodName(name: string): string {
  const parts = /^(.+)-[a-z0-9]{6,10}-([a-z0-9]{5})$/.exec(name);
  return parts ? `${parts[1]}…${parts[2]}` : name;
}

/** `target:60100:100` → framing, administrator with its colon, number. */
export function splitRouteTarget(text: string): { frame: string; administrator: string; number: string } {
  const bare = text.startsWith('target:') ? text.slice(7) : text;
  const colon = bare.lastIndexOf(':');
  return { frame: text.startsWith('target:') ? 'target:' : '', administrator: bare.slice(0, colon + 1), number: bare.slice(colon + 1) };
}

/** One of the ten VRF hues by the fully qualified name (FNV-1a), 1–10; the same in tables, graph and route lists. */
export function vrfHue(fqName: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < fqName.length; at += 1) {
    hash ^= fqName.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 0) % 10) + 1;
}

/**
 * Two letters that people connect with the network: the initials of the telling words of the last segment,
 * without `k8s`, `vn`, `ns` and `network`: `k8s-vn-ns-default-pod-network` → `DP`, `left-1` → `L1`.
 */
export function vrfLetters(fqName: string): string {
  const words = splitFqName(fqName).last.split(/[-_.]+/).filter((word) => word !== '');
  const telling = words.filter((word) => !['k8s', 'vn', 'ns', 'network', 'net'].includes(word.toLowerCase()));
  const kept = telling.length > 0 ? telling : words;
  const short = kept.length >= 3 && kept.at(-1)?.toLowerCase() === 'pod' ? kept.slice(0, -1) : kept; // left-1-pod: the pod says nothing more
  const [first = '?', second] = short;
  return `${first[0] ?? '?'}${second?.[0] ?? first[1] ?? ''}`.toUpperCase();
}
