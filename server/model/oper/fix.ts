/**
 * Where to fix a broken link: the object whose page or form is opened. `known-host` is added as BGP router; `network`
 * is the section Routing, Bridging and Policies of its form; the key of a `bgp-session` is its peer's uuid.
 */
export interface Fix {
  readonly label: string;
  readonly kind: 'floating-ip' | 'network' | 'bgp-router' | 'known-host' | 'bgp-session' | 'gateway';
  readonly key: string;
  /** Its key in the address of its page. */
  readonly name: string;
  /** Of a `bgp-session`: name of the control node. */
  readonly peer?: string;
}
