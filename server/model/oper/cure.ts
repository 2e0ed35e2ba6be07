/**
 * Where a broken link is mended: the object whose page or form is opened. `known-host` is added as BGP router;
 * `network` is its form's section Routing, Bridging and Policies; the key of a `bgp-session` is its peer's uuid.
 */
export interface Cure {
  readonly label: string;
  readonly kind: 'floating-ip' | 'network' | 'bgp-router' | 'known-host' | 'bgp-session' | 'gateway';
  readonly key: string;
  /** By which its page is opened. */
  readonly name: string;
  /** Of a `bgp-session`: name of the control node. */
  readonly peer?: string;
}
