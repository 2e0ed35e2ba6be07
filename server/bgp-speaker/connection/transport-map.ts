/**
 * Maps configured BGP addresses to real ones: `10.169.25.19:179` → `127.0.0.19:1179`. Addresses that are not in the
 * map are used as they are. Port 0 means any free port: `bound` tells the map which one it is.
 */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface TransportMap {
  /** Where to listen for, or connect to, a configured address and port. */
  resolve(address: string, port: number): Endpoint;
  /** The configured address that a peer's source address stands for. */
  configured(host: string): string;
  /** A listener got its port: from now on `resolve` gives that. */
  bound(address: string, port: number, endpoint: Endpoint): void;
  entries(): Iterable<readonly [string, Endpoint]>;
}

/** `entries`: `[['10.169.25.19:179', {host, port}], …]`. */
export function createTransportMap(entries: Iterable<readonly [string, Endpoint]>): TransportMap {
  const byConfigured = new Map(entries);
  const addressByHost = new Map(
    [...byConfigured].map(([configured, { host }]) => [host, configured.slice(0, configured.lastIndexOf(':'))]),
  );
  return {
    resolve: (address, port) => byConfigured.get(`${address}:${port}`) ?? { host: address, port },
    configured: (host) => addressByHost.get(host) ?? host,
    bound: (address, port, endpoint) => void byConfigured.set(`${address}:${port}`, endpoint),
    entries: () => byConfigured.entries(),
  };
}
