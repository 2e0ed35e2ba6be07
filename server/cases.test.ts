/**
 * Inputs from practice (bug reports and files of people who run such networks) and what a critical visitor saw wrong on
 * the screens, each with the tests that hold the right answer: a file, and words of the test in it. A test that is
 * renamed or taken away is missed here. What waits for a later part of the Kubernetes API is listed below, by name.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Holder = readonly [file: string, words: string];
type Case = readonly [input: string, holder: Holder, ...others: Holder[]];

const KUBE_MANAGER = 'server/controllers/kube-manager/kube-manager.test.ts';
const IMPOSSIBLE = 'server/config/addresses/impossible-addresses.test.ts';
const CLIENTS = 'server/config-api/real-clients.test.ts';
const EVENTS = 'server/events/teller.test.ts';
const VIEWS = 'server/views-api/views-api.test.ts';
const ANNOTATIONS = 'server/engine/annotations/annotations.test.ts';
const WAITING = 'server/controllers/runtime/waiting.test.ts';
const ROUTERS = 'server/engine/router-configuration/router-configuration.test.ts';
const NUMBERS = 'server/model/bgp/bgp-values.test.ts';
const CONSOLE = 'apps/console';
const JOURNEYS = 'e2e/journeys';

const KUBERNETES: readonly Case[] = [
  [
    'a POST below /kube without Content-Type; errors are Status objects',
    ['server/http/guard.test.ts', 'below /kube a body without a type passes, and every refusal is a Status'],
  ],
  [
    'kubectl get events',
    [EVENTS, 'of a deployment: scaled, made, scheduled, attached, started'],
    ['server/kube-api/events.test.ts', 'have the columns of kubectl get events'],
    ['server/kube-api/kubectl.test.ts', "'get', 'events'"],
  ],
  [
    'a Deployment with a name of 243 characters',
    [KUBE_MANAGER, 'a deployment with a name of %i characters gets its pods'],
    [KUBE_MANAGER, 'a name that is generated is cut as Kubernetes cuts it'],
  ],
  [
    'a Namespace with a foreign metadata.finalizers element, deleted',
    ['server/controllers/kube-manager/namespace-deletion.test.ts', 'it says whose finalizers keep it itself'],
  ],
];

const ATTACHMENTS: readonly Case[] = [
  [
    'ips, mac and interface in the networks annotation',
    [KUBE_MANAGER, 'with the address and the MAC that were asked for'],
    [ANNOTATIONS, 'addresses and a MAC can be asked for'],
    [EVENTS, 'warnings about annotations, once, also about a networks annotation'],
  ],
  [
    '"ns/net" as a name; an object instead of a list',
    [ANNOTATIONS, 'the namespace is a member of its own'],
    [ANNOTATIONS, 'a list is wanted'],
  ],
  [
    'a bare pod with a bad annotation is not told of a template',
    [KUBE_MANAGER, 'a list that cannot be read, in a pod without a template'],
  ],
  [
    'a network that comes after the pod, or gets its subnet after it',
    [WAITING, 'the network that its annotation names'],
    [WAITING, 'a subnet of its network'],
    [WAITING, 'the annotation of its namespace to be right'],
    [WAITING, 'the network that its namespace names'],
  ],
  [
    'a pod with eleven interfaces stands in the order of its annotation',
    [KUBE_MANAGER, 'are in the order of the annotation, however many'],
  ],
  [
    'a definition that is deleted while pods use it',
    [KUBE_MANAGER, 'a network whose definition is gone says why it stays, and until when'],
  ],
  [
    '0.0.0.0/0, 127.0.0.0/8, 224.0.0.0/24, ::ffff:10.0.0.0/120',
    [IMPOSSIBLE, 'impossible networks are refused by every API'],
    [IMPOSSIBLE, 'an attachment definition for %s'],
  ],
  [
    'a CIDR in the ranges of pods, services or the fabric',
    [IMPOSSIBLE, 'an attachment definition with %s: refused, its addresses are those of %s'],
    [IMPOSSIBLE, 'a network of the config API: a warning, and no policy or target may connect it'],
  ],
  ['opencontrail.org/isolatoin', [ANNOTATIONS, 'opencontrail.org/isolatoin']],
  [
    'two prefixes in the CIDR annotation',
    [ANNOTATIONS, 'two prefixes: a sentence that says how to have both families'],
  ],
];

const ADDRESSES: readonly Case[] = [
  ['pools on /30, /31, /32, /126, /127, /128', [IMPOSSIBLE, 'prefixes without an assignable address']],
  ['a floating IP outside of all subnets', [IMPOSSIBLE, 'outside of all subnets: one sentence that names them']],
  ['a floating IP of one family on a port of the other', [IMPOSSIBLE, 'of %s on an interface in %s']],
  [
    'zero values as Go clients write them',
    [CLIENTS, 'zero values of Go: not given, each gets its default'],
    [CLIENTS, 'a reference to an IPAM with the attribute %j has no subnets'],
  ],
  [
    'pools that overlap or hold the gateway; gateways and service addresses that cannot be; .249 with alloc_unit 4',
    [IMPOSSIBLE, 'is also the gateway'],
    [IMPOSSIBLE, 'contains the gateway'],
    [IMPOSSIBLE, 'in no allocation pool, and not the first of its unit'],
    ['server/engine/validation/subnet.test.ts', 'a bad subnet names the field and the way out'],
  ],
  [
    'a flat IPAM that gains a subnet of its network',
    [IMPOSSIBLE, 'a flat IPAM does not gain a subnet that overlaps one of its networks'],
  ],
];

const TABLES: readonly Case[] = [
  [
    'search for 1.45:55, target:1.45:55, 100L:5, 0.100:5, 060100:100',
    [VIEWS, "['060100:100', 'virtual-network'"],
    [VIEWS, "['1.45:55', 'virtual-network'"],
    [VIEWS, "['0.100:5', 'virtual-network'"],
  ],
  [
    'MAC addresses in every spelling, and parts',
    [VIEWS, 'a MAC address is found however it is spelled, and by a part of it'],
  ],
  [
    'a target of a 4-byte AS while they are off',
    [CLIENTS, 'a 4-byte AS while they are off: the sentence names the switch'],
  ],
  [
    '1.45 and AS65000 as AS numbers; those of RFC 7300 and RFC 7607',
    [NUMBERS, "['AS65000', 65_000]"],
    ['server/engine/validation/asn.test.ts', '/RFC 7300/'],
    ['server/config/types/other-types.test.ts', 'RFC 7300'],
  ],
  [
    'tables by subnet and by route target; web, web-2, web1',
    [VIEWS, 'names are sorted as people count, route targets by number, page by page'],
    ['server/views-api/shared/address-order.test.ts', 'what is no address, prefix or route target has no order'],
    [VIEWS, 'a namespace is found before the objects that are named after it'],
  ],
  [
    'any time names its zone',
    [`${CONSOLE}/ui/moment-text.test.ts`, 'a moment names its zone, and on hover how long ago it is'],
    [`${CONSOLE}/ui/moment-text.test.ts`, 'nobody prints a moment in another zone, or without one'],
  ],
];

const GATEWAYS: readonly Case[] = [
  ['a target of a 4-byte AS', [ROUTERS, "a target of a four-byte AS in each router's own spelling"]],
  [
    'blanks, quotes, newlines and the rest in names',
    [ROUTERS, 'never another line, never an invisible character'],
    [ROUTERS, 'and refuses what is wrong'],
    [ROUTERS, 'reads a quoted text as one argument, whatever is in it'],
  ],
];

const CONFIG_API: readonly Case[] = [
  ['local_autonomous_system: 0', [CLIENTS, 'a peering with the attributes that the Python library always sends']],
  ['zeros that Go leaves out', [CLIENTS, 'what Go leaves out because it is zero is zero']],
  ['whole numbers in texts', [CLIENTS, 'whole numbers stand in texts']],
  [
    'page_marker=None, and one that is no uuid',
    [CLIENTS, 'page_marker: None is the first page, and what is no uuid is refused'],
  ],
  [
    'a tag of tag_type_name and tag_value',
    [CLIENTS, 'are named by type and value, whatever they are called, and bring a new type along'],
  ],
  [
    'forwarding_modus',
    [CLIENTS, 'a misspelt member of a structure is refused by name'],
    [CLIENTS, 'unknown members of the object itself are ignored and not echoed'],
  ],
  ['a quota of one network', [CLIENTS, 'of one network: the second is 412 with the number']],
  ['positions .01 and pos2', [CLIENTS, 'are free text, and order']],
  [
    'charset=iso-8859-1, Content-Encoding: foo, deep JSON',
    [CLIENTS, 'another charset'],
    [CLIENTS, 'an unknown coding'],
    [CLIENTS, "'depth'"],
  ],
  [
    'control characters in names; invalid UTF-8',
    [CLIENTS, 'a name of %j is refused through create, rename, key'],
    [CLIENTS, 'bytes that are no UTF-8'],
  ],
];

const SCREENS: readonly Case[] = [
  [
    'A1: pages crash after one another in one tab; Retry does not help',
    [`${JOURNEYS}/tour.journey.ts`, 'the ten-minute tour, in one tab'],
    [`${JOURNEYS}/wanderer.journey.ts`, 'every page in any order, in one tab'],
    [`${JOURNEYS}/wanderer.journey.ts`, 'a page that broke while drawing is drawn by another try'],
  ],
  [
    'A2: a save during an outage',
    [`${JOURNEYS}/live.journey.ts`, 'a save during an outage is sent once, and never again by itself'],
  ],
  [
    'A3: green that is not true',
    ['server/views-api/gateways/reach.test.ts', 'nothing was sent before the session came up'],
    ['server/views-api/gateways/reach.test.ts', 'added, not associated: its connections are refused'],
    [`${CONSOLE}/data/reading.test.ts`, 'together'],
    [
      `${CONSOLE}/features/bgp-routers/session/sessions-of.test.ts`,
      'one session shows its state, several show how many are up',
    ],
  ],
  [
    'A4: both ends',
    [
      `${CONSOLE}/features/bgp-routers/form/ends.test.ts`,
      'counts as carried what a session can carry, before and after the save',
    ],
    [
      `${CONSOLE}/features/bgp-routers/form/ends.test.ts`,
      'another AS makes the session external, unless the router itself is known to say otherwise',
    ],
    [
      `${CONSOLE}/features/bgp-routers/session/families.test.ts`,
      'one that the peer is configured for here and does not offer is not called unconfigured',
    ],
  ],
  [
    'A5: Check only answers "Created"; a service that waits for its pool',
    [
      `${CONSOLE}/features/manifests/expected-result.test.ts`,
      'names the members that change, not those that the server counts',
    ],
    [VIEWS, 'a service that waits for an address from outside says for which pool, at which scope'],
  ],
  [
    'A6: who can reach it, and who is in it',
    [
      `${JOURNEYS}/bgp.journey.ts`,
      "the network's page names the gateway that imports its target, and the floating IPs that are in it",
    ],
  ],
  [
    'A7: colours of the legend; numbers of a path',
    [`${CONSOLE}/features/topology/edge-colour.test.ts`, 'the legend has the colours that are drawn'],
    [`${CONSOLE}/features/topology/topology-state.test.ts`, 'a path shows all its numbers'],
    ['server/views-api/topology/path.test.ts', 'Each number has a place of its own'],
  ],
  [
    'A8: compression; GET / without Accept, and HEAD',
    ['server/http/console.test.ts', 'an asset comes as its reader takes it, each form with a tag of its own'],
    ['server/http/console.test.ts', 'the front page is the page for %s'],
    ['server/kube-api/kube-api.test.ts', 'a long list is compressed for those who take it'],
  ],
  [
    'A9: a name of 253 characters, 200 targets, 200 % zoom',
    [
      `${JOURNEYS}/shell.journey.ts`,
      'a name of 253 characters and 200 route targets break nothing, not even at 200 % zoom',
    ],
  ],
  [
    'A10: an object that is not there',
    [`${JOURNEYS}/shell.journey.ts`, 'an address without a page or an object says so, who deleted it, and where to go'],
    [VIEWS, 'what was deleted is found by the name it had'],
  ],
];

/** What the product does not serve yet, and what of it is there today. */
const LATER: readonly (readonly [
  input: string,
  waitsFor: 'server-side apply' | 'LoadBalancer',
  today: string,
  ...holders: Holder[],
])[] = [
  [
    'two ports of one number, TCP and UDP, by client-side apply',
    'server-side apply',
    'as in Kubernetes, and said so',
    ['server/kube-api/README.md', 'Two ports of one number, TCP and UDP, in one Service by client-side apply'],
  ],
  [
    'a Service LoadBalancer whose pool does not resolve',
    'LoadBalancer',
    'its page says which pool was wanted, at which scope, and an Event says the same',
    [VIEWS, 'a service that waits for an address from outside says for which pool, at which scope'],
    [EVENTS, 'a condition that stands'],
  ],
];

/** Long titles are cut over lines. */
const asRead = (text: string): string => text.replace(/(['"`])\s*\+\s*['"`]/g, '');

const held = (holders: readonly Holder[]): void =>
  expect(holders.filter(([file, words]) => !asRead(readFileSync(file, 'utf8')).includes(words))).toEqual([]);

describe('every case is held', () => {
  for (const [input, ...holders] of [
    ...KUBERNETES,
    ...ATTACHMENTS,
    ...ADDRESSES,
    ...TABLES,
    ...GATEWAYS,
    ...CONFIG_API,
    ...SCREENS,
  ])
    test(`${input}`, () => held(holders));
});

describe('later', () => {
  for (const [input, waitsFor, today, ...holders] of LATER)
    test(`${input} (${waitsFor}; today ${today})`, () => held(holders));
});
