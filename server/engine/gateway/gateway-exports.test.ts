import { expect, test } from 'vitest';
import { formatNlri } from '../bgp/nlri/nlri-key.ts';
import { communityTexts } from '../decision/community-text.ts';
import { exportsOfGateway } from './gateway-exports.ts';

test('a gateway announces static and direct routes, and asks for what it imports', () => {
  const routes = exportsOfGateway(
    {
      vrfs: [
        {
          name: 'k8s-test',
          routeDistinguisher: '192.168.0.204:500',
          imports: ['target:60100:100'],
          exports: ['target:60100:100', 'target:60100:101'],
          label: 299_776,
          routes: [
            { prefix: '0.0.0.0/0', protocol: 'Static', via: 'Discard' },
            { prefix: '::/0', protocol: 'Static', via: 'Discard' },
            { prefix: '10.85.190.0/24', protocol: 'Direct', via: 'ge-0/0/1.500' },
            { prefix: '10.85.190.1/32', protocol: 'Local', via: 'ge-0/0/1.500' },
          ],
        },
        {
          name: 'other',
          routeDistinguisher: '192.168.0.204:501',
          imports: ['target:60100:100', 'target:60100:200'],
          exports: [],
          label: 299_777,
          routes: [],
        },
      ],
      tunnels: { source: '192.168.0.204', networks: [], encapsulation: 'gre', device: 'gr-2/3/0', firstUnit: 32_769 },
    },
    60_100,
    '192.168.0.204',
  );
  expect(
    routes.map(({ family, key, label, attributes }) =>
      [family, formatNlri(family, key), label, attributes.nextHop, communityTexts(attributes).join(' ')].join(' | '),
    ),
  ).toEqual([
    'route-target | 60100:target:60100:100 |  |  | ',
    'route-target | 60100:target:60100:200 |  |  | ',
    'inet-vpn | 192.168.0.204:500:0.0.0.0/0 | 299776 | 192.168.0.204 | target:60100:100 target:60100:101',
    'inet6-vpn | 192.168.0.204:500:::/0 | 299776 | ::ffff:192.168.0.204 | target:60100:100 target:60100:101',
    'inet-vpn | 192.168.0.204:500:10.85.190.0/24 | 299776 | 192.168.0.204 | target:60100:100 target:60100:101',
  ]);
  expect(routes[2]!.attributes).toMatchObject({ origin: 'igp', localPreference: 100, asPath: [] });
  expect(routes[2]!.attributes).toBe(routes[4]!.attributes);
});
