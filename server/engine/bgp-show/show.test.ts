import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../model/net/address.ts';
import {
  CHAPTER_NOW,
  CHAPTER_TUNNEL,
  familyOf,
  gatewayOf,
  gatewayRoute,
  pathOf,
  sessionOf,
  vpnDestination,
} from '../../testing/builders/bgp-facts.ts';
import type { Flow, Verdict } from '../forwarding/verdict.ts';
import { mirroredPeerLine, printPeerLine } from './bgp-summary.ts';
import { detailAge, routeAge, sessionAge } from './junos-time.ts';
import { commandsOf, show } from './show.ts';

const DAY = 86_400;
const sendsNothing = (): never => {
  throw new Error('a show command sends nothing');
};
const answer = (command: string, gateway = gatewayOf(), sent: (flow: Flow) => Verdict = sendsNothing): string => {
  const result = show(gateway, command, CHAPTER_NOW, sent);
  return result.kind === 'text' ? result.text : `refused: ${result.message}`;
};
/** As the chapter prints it, in one line with single spaces. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

const LOCAL = gatewayRoute('10.85.190.204/32', { protocol: 'Local' });
const delivered: Verdict = {
  disposition: 'delivered',
  to: { kind: 'pod', namespace: 'default', name: 'web', interface: undefined },
  source: { address: parseAddress('10.85.190.204')!, port: 32_768 },
  destination: { address: parseAddress('10.47.255.252')!, port: 80 },
  ttl: 62,
  replyTtl: 62,
  hops: [],
};

describe('durations', () => {
  test.each([
    [0, '0', '00:00:00', '0'],
    [24, '24', '00:00:24', '24'],
    [102, '1:42', '00:01:42', '1:42'],
    [306, '5:06', '00:05:06', '5:06'],
    [18 * 3600 + 19 * 60 + 34, '18:19:34', '18:19:34', '18:19:34'],
    [2 * DAY + 3 * 3600 + 4 * 60 + 5, '2d 3:04', '2d 03:04:05', '2d 3:04:05'],
    [9 * DAY + 3 * 3600 + 4 * 60 + 5, '1w2d 3:04', '1w2d 03:04:05', '1w2d 3:04:05'],
    [DAY - 1, '23:59:59', '23:59:59', '23:59:59'],
  ])('%i s', (seconds, session, route, detail) => {
    expect([sessionAge(seconds), routeAge(seconds), detailAge(seconds)]).toEqual([session, route, detail]);
  });
});

describe("the chapter's commands", () => {
  test('show bgp summary | match', () => {
    expect(answer('show bgp summary | match 10.169.25.19')).toBe(
      '10.169.25.19          60100       2235       2390       0      39    18:19:34 Establ',
    );
  });

  test('show bgp summary', () => {
    expect(answer('show bgp summary').split('\n')).toEqual([
      'Groups: 1 Peers: 1 Down peers: 0',
      'Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending',
      'bgp.l3vpn.0          ',
      '                       1          1          0          0          0          0',
      'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn ' +
        'State|#Active/Received/Accepted/Damped...',
      '10.169.25.19          60100       2235       2390       0      39    18:19:34 Establ',
      '  bgp.l3vpn.0: 1/1/1/0',
      '  k8s-test.inet.0: 1/1/1/0',
    ]);
  });

  test('our side of the session prints the same line', () => {
    expect(printPeerLine(mirroredPeerLine(sessionOf()), CHAPTER_NOW)).toBe(
      answer('show bgp summary | match 10.169.25.19'),
    );
  });

  test('show route table', () => {
    expect(answer('show route table k8s-test.inet.0 101.101.101.2').split('\n')).toEqual([
      'k8s-test.inet.0: 2 destinations, 2 routes (2 active, 0 holddown, 0 hidden)',
      '@ = Routing Use Only, # = Forwarding Use Only',
      '+ = Active Route, - = Last Active, * = Both',
      '',
      '101.101.101.2/32   *[BGP/170] 00:01:42, MED 200, localpref 100, from 10.169.25.19',
      '                      AS path: ?, validation-state: unverified',
      '                    >  via gr-2/3/0.32771, Push 47',
    ]);
  });

  test('detail | match "next hop": what is not known is left out', () => {
    expect(
      answer('show route table k8s-test.inet.0 101.101.101.2 detail | match "next hop"')
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      'Next hop type: Indirect, Next hop index: 0',
      'Next hop type: Router',
      'Next hop: via gr-2/3/0.32771, selected',
      'Protocol next hop: 10.169.25.20',
    ]);
    const detail = flat(answer('show route table k8s-test.inet.0 101.101.101.2 detail'));
    for (const part of [
      '*BGP Preference: 170/-101',
      'Route Distinguisher: 10.169.25.20:3',
      'Label operation: Push 47',
      'Source: 10.169.25.19',
      'Local AS: 60100 Peer AS: 60100',
      'Age: 1:42 Metric: 200',
      'Communities: target:60100:100 encapsulation:gre',
      'VPN Label: 47',
      'Localpref: 100',
      'Primary Routing Table: bgp.l3vpn.0',
    ])
      expect(detail).toContain(part);
    expect(detail).not.toMatch(/0x|Session ID|INH/);
  });

  test('show interfaces', () => {
    const text = flat(answer('show interfaces gr-2/3/0.32771'));
    expect(text).toContain('Logical interface gr-2/3/0.32771');
    expect(text).toContain('IP-Header 10.169.25.20:192.168.0.204:47:df:64');
    expect(text).toContain('Encapsulation: GRE-NULL');
    expect(text).not.toMatch(/ifIndex|MTU|packets/);
  });

  test('bgp.l3vpn.0 and the tunnels', () => {
    expect(answer('show route table bgp.l3vpn.0').split('\n').slice(4)).toEqual([
      '10.169.25.20:3:101.101.101.2/32',
      '                   *[BGP/170] 00:01:42, MED 200, localpref 100, from 10.169.25.19',
      '                      AS path: ?, validation-state: unverified',
      '                    >  via gr-2/3/0.32771, Push 47',
    ]);
    expect(answer('show route table bgp.l3vpn.0 detail')).toContain(
      '10.169.25.20:3:101.101.101.2/32 (1 entry, 1 announced)',
    );
    expect(answer('show dynamic-tunnels database').split('\n')).toEqual([
      'Table: inet.3',
      '',
      'Destination-network: 10.169.25.0/24',
      'Tunnel to: 10.169.25.20/32 State: Up',
      '  Reference count: 1',
      '  Next-hop type: gre',
      '    Source address: 192.168.0.204',
      '    Next hop: gr-2/3/0.32771',
      '    State: Up',
    ]);
  });

  test('every command that is offered is answered', () => {
    const gateway = gatewayOf({ vrfRoutes: [gatewayRoute('101.101.101.2/32'), LOCAL] });
    const commands = commandsOf(gateway);
    expect(commands.at(-4)).toBe('ping 101.101.101.2 routing-instance k8s-test');
    expect(commandsOf(gatewayOf()).join()).not.toContain('ping');
    for (const command of commands)
      expect([command, show(gateway, command, CHAPTER_NOW, () => delivered).kind]).toEqual([command, 'text']);
  });
});

describe('tables', () => {
  const hidden = gatewayRoute('101.101.101.3/32', { active: false, hidden: 'no tunnel network covers 10.9.9.9' });
  const gateway = gatewayOf({
    vrfRoutes: [
      {
        prefix: '0.0.0.0/0',
        protocol: 'Static',
        preference: 5,
        since: CHAPTER_NOW - 300_000 * 1000,
        active: true,
        via: 'Discard',
      },
      gatewayRoute('101.101.101.0/24'),
      gatewayRoute('101.101.101.2/32'),
      gatewayRoute('101.101.101.2/32', { active: false }),
      hidden,
    ],
  });

  test.each([
    ['101.101.101.2', ['101.101.101.2/32']],
    ['101.101.101.9', ['101.101.101.0/24']],
    ['9.9.9.9', ['0.0.0.0/0']],
    ['101.101.101.0/24', ['101.101.101.0/24', '101.101.101.2/32']],
    ['101.101.101.0/24 exact', ['101.101.101.0/24']],
    ['0.0.0.0/0 exact', ['0.0.0.0/0']],
    ['101.101.101.3/32 exact', []],
  ])('%s finds %j', (destination, found) => {
    const lines = answer(`show route table k8s-test.inet.0 ${destination}`, gateway).split('\n');
    expect(lines[0]).toBe('k8s-test.inet.0: 4 destinations, 5 routes (3 active, 0 holddown, 1 hidden)');
    expect(lines.slice(1).flatMap((line) => /^(\d\S+\/\d+)/.exec(line)?.[1] ?? [])).toEqual(found);
  });

  test('a default route, old', () => {
    expect(answer('show route table k8s-test.inet.0 9.9.9.9', gateway).split('\n').slice(4)).toEqual([
      '0.0.0.0/0          *[Static/5] 3d 11:20:00',
      '                    >  Discard',
    ]);
  });

  test('an address of its own', () => {
    const own = gatewayOf({
      vrfRoutes: [
        {
          prefix: '10.85.190.204/32',
          protocol: 'Local',
          preference: 0,
          since: CHAPTER_NOW - 2000,
          active: true,
          via: 'ge-0/0/1.500',
        },
      ],
    });
    expect(answer('show route table k8s-test.inet.0', own).split('\n').slice(4)).toEqual([
      '10.85.190.204/32   *[Local/0] 00:00:02',
      '                      Local via ge-0/0/1.500',
    ]);
  });

  test('of two ways to one destination, the second has no prefix and no star', () => {
    const lines = answer('show route table k8s-test.inet.0 101.101.101.2', gateway).split('\n');
    expect(lines[7]).toBe('                    [BGP/170] 00:01:42, MED 200, localpref 100, from 10.169.25.19');
    expect(lines[9]).toBe('                       via gr-2/3/0.32771, Push 47');
  });

  test('a route learned from a peer whose tunnel is missing is unusable', () => {
    const none = gatewayOf({
      tunnels: [],
      routes: [vpnDestination('10.9.9.9:1', '1.1.1.1/32', pathOf({ best: false }))],
    });
    expect(answer('show route table bgp.l3vpn.0', none)).toContain('Unusable');
    expect(answer('show route table bgp.l3vpn.0 1.1.1.0/24', none)).toContain('10.9.9.9:1:1.1.1.1/32');
    expect(answer('show route table bgp.l3vpn.0 2.1.1.0/24', none)).not.toContain('1.1.1.1');
  });

  test('a session that is down', () => {
    const down = gatewayOf({
      sessions: [
        sessionOf({
          peerAddress: '10.169.25.19',
          state: 'Active',
          since: CHAPTER_NOW - 5000,
          lastFlap: CHAPTER_NOW - 24_000,
          families: [familyOf('inet-vpn')],
        }),
      ],
    });
    expect(answer('show bgp summary | match 10.169.25.19', down)).toMatch(/ 24 Active$/);
    expect(answer('show bgp summary', down)).toContain('Down peers: 1');
  });

  test('a tunnel in a network that does not cover it is not listed under it', () => {
    expect(
      answer(
        'show dynamic-tunnels database',
        gatewayOf({ tunnelNetworks: ['10.9.0.0/16'], tunnels: [CHAPTER_TUNNEL] }),
      ),
    ).not.toContain('Tunnel to');
  });
});

test.each([
  ['', 'The command is empty. Known are: show bgp summary;'],
  ['show version', '"show version" is not known.'],
  ['reload', '"reload" is not a command that is known.'],
  ['show route', 'show route needs a table'],
  ['show bgp summary | match "x', 'A quote is not closed.'],
  [
    'show route table nowhere.inet.0',
    'camaro has no table nowhere.inet.0. It has k8s-test.inet.0, k8s-test.inet6.0, bgp.l3vpn.0.',
  ],
  ['show route table k8s-test.inet.0 shoe', '"shoe" is neither an address nor a prefix.'],
  ['show route table k8s-test.inet.0 1.1.1.1 2.2.2.2', '"2.2.2.2" after 1.1.1.1'],
  ['show interfaces gr-9/9/9.1', 'camaro has no tunnel gr-9/9/9.1. It has gr-2/3/0.32771.'],
  ['show interfaces', 'needs the name of one tunnel'],
  ['show bgp summary | last 3', '"| last 3" is not known.'],
  ['show bgp summary | match', '"| match" is not known.'],
])('%j is refused: %s', (command, message) => {
  expect(answer(command)).toContain(message);
});

test.each([
  ['show bgp summary | count', 'Count: 8 lines'],
  ['show bgp summary | match "ESTABL|nothing" | count', 'Count: 1 lines'],
  ['show bgp summary | except "e|table|:|0" | no-more', ''],
])('%s', (command, text) => {
  expect(answer(command)).toBe(text);
});

describe('ping and telnet', () => {
  const gateway = gatewayOf({ vrfRoutes: [LOCAL, gatewayRoute('101.101.101.2/32')] });
  const object = { kind: 'floating-ip', key: 'f', name: 'fip1' } as const;
  const ping = 'ping 101.101.101.2 routing-instance k8s-test';
  const telnet = 'telnet 101.101.101.2 routing-instance k8s-test';

  test('a packet leaves from the address of the router in the VRF, or from the one that is named', () => {
    const flows: Flow[] = [];
    const noting = (flow: Flow): Verdict => {
      flows.push(flow);
      return delivered;
    };
    answer(ping, gateway, noting);
    answer(`${telnet} source 10.1.1.1 port 8888`, gateway, noting);
    const common = { destination: parseAddress('101.101.101.2')! };
    const client = (address: string) => ({
      kind: 'client',
      gateway: 'camaro',
      vrf: 'k8s-test',
      address: parseAddress(address)!,
    });
    expect(flows).toEqual([
      { ...common, source: client('10.85.190.204'), protocol: 'icmp' },
      { ...common, source: client('10.1.1.1'), protocol: 'tcp', port: 8888 },
    ]);
  });

  test('what arrived', () => {
    expect(answer(`${ping} count 2`, gateway, () => delivered).split('\n')).toEqual([
      'PING 101.101.101.2 (101.101.101.2): 56 data bytes',
      '64 bytes from 101.101.101.2: icmp_seq=0 ttl=62',
      '64 bytes from 101.101.101.2: icmp_seq=1 ttl=62',
      '',
      '--- 101.101.101.2 ping statistics ---',
      '2 packets transmitted, 2 packets received, 0% packet loss',
    ]);
    expect(answer(telnet, gateway, () => delivered)).toContain('% Pod default/web answers at 10.47.255.252:80.');
  });

  test('what did not, and why', () => {
    const obstacle = { code: 'floating-ip-direction', direction: 'egress', object } as const;
    const dropped = (): Verdict => ({ disposition: 'dropped', hops: [], obstacle });
    const why = '% Floating IP 101.101.101.2 translates egress traffic only.';
    expect(answer(`${ping} count 1`, gateway, dropped).split('\n').slice(-2)).toEqual([
      '1 packets transmitted, 0 packets received, 100% packet loss',
      why,
    ]);
    expect(answer(telnet, gateway, dropped).split('\n')).toEqual([
      'Trying 101.101.101.2...',
      'telnet: connect to address 101.101.101.2: Operation timed out',
      'telnet: Unable to connect to remote host',
      why,
    ]);
    const noRoute = (): Verdict => ({ disposition: 'unreachable', by: 'sender', hops: [], obstacle });
    expect(answer(telnet, gateway, noRoute)).toContain('No route to host');
    expect(answer(ping, gateway, noRoute)).toContain('ping: sendto: No route to host');
    expect(answer(telnet, gateway, () => ({ ...delivered, disposition: 'refused', obstacle }))).toContain(
      'Connection refused',
    );
  });

  test.each([
    ['ping', 'ping needs an address'],
    ['ping shoe', '"shoe" is no address'],
    ['ping 1.1.1.1', 'add routing-instance k8s-test'],
    ['ping 1.1.1.1 routing-instance other', 'camaro has no routing-instance other. It has k8s-test.'],
    ['ping 1.1.1.1 routing-instance', 'routing-instance needs a value'],
    ['ping 1.1.1.1 routing-instance k8s-test count 0', 'count is a number from 1 to 100'],
    ['ping 1.1.1.1 routing-instance k8s-test count 1e9', 'count is a number from 1 to 100'],
    ['ping 1.1.1.1 routing-instance k8s-test port 80', '"port" of ping is not known'],
    ['ping 1.1.1.1 source x', '"x" is no address'],
    ['telnet 1.1.1.1 port 65536 routing-instance k8s-test', 'port is a number from 1 to 65535'],
    ['telnet 1.1.1.1 port 1 port 2', 'port is given twice'],
    ['ping 2001:db8::1 routing-instance k8s-test', 'no IPv6 address in k8s-test: name one with source'],
  ])('%j is refused: %s', (command, message) => {
    expect(answer(command, gateway)).toContain(message);
  });

  test('what lies outside is not known', () => {
    const outside = (): Verdict => ({ ...delivered, to: { kind: 'external', gateway: 'camaro' } });
    expect(answer(ping, gateway, outside)).toContain('101.101.101.2 is outside this system');
  });
});
