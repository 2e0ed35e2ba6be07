import { describe, expect, it } from 'vitest';
import { pathToObject } from '../domain-ui/kinds/faces.tsx';
import { crumbsOf, placeOf } from './crumbs.ts';
import { existing, findEntries, menu } from './menu.ts';
import { patterns, pathTo, pathToFix, type PageId } from './paths.ts';

const all = new Set(Object.keys(patterns) as PageId[]);

describe('the Main Menu', () => {
  it.each([
    ['VN', 'virtualNetworks'],
    ['fip', 'floatingIps'],
    ['rt', 'virtualNetworks'],
    ['peers', 'bgpRouters'],
    ['cluster adv bgp', 'bgpRouters'],
    ['nad', 'networkAttachments'],
    ['yaml', 'manifests'],
  ])('%s finds %s', (typed, page) => {
    expect(findEntries(menu, typed).flatMap((section) => section.entries.map((entry) => entry.page))).toContain(page);
  });
  it('says so when nothing matches', () => expect(findEntries(menu, 'quantum')).toEqual([]));
  it('draws only what exists', () => {
    expect(
      existing(menu, new Set<PageId>(['pods'])).map((section) => [
        section.label,
        section.entries.map((entry) => entry.label),
      ]),
    ).toEqual([['Workloads', ['Pods']]]);
  });
  it('every page stands somewhere in it', () => {
    for (const page of all) expect(placeOf(page), page).toBeDefined();
  });
});

describe('addresses', () => {
  it.each([
    [pathTo('virtualNetworks'), '/overlay/virtual-networks'],
    [
      pathTo(
        'editVirtualNetwork',
        { fqName: 'default-domain:k8s-ns-user-1:net' },
        { project: 'k8s-ns-user-1' },
        'routing',
      ),
      '/overlay/virtual-networks/default-domain:k8s-ns-user-1:net/edit?project=k8s-ns-user-1#routing',
    ],
    [pathTo('floatingIps', {}, { tab: 'pools', q: '' }), '/overlay/floating-ip?tab=pools'],
    [pathTo('bgpRouter', { name: 'a/b c' }), '/infrastructure/cluster/advanced/bgp-routers/a%2Fb%20c'],
    [pathToObject({ kind: 'kube/Pod', key: 'default/web-1', label: 'web-1' }), '/workloads/pods/default/web-1'],
    [
      pathToObject({ kind: 'virtual-network', key: 'u', label: 'net', fqName: 'd:p:net' }),
      '/overlay/virtual-networks/d:p:net',
    ],
    [
      pathToFix({ kind: 'network', name: 'd:p:net' }),
      '/overlay/virtual-networks/d:p:net/edit#routing-bridging-and-policies',
    ],
    [
      pathToFix({ kind: 'known-host', name: 'camaro' }),
      '/infrastructure/cluster/advanced/bgp-routers/create?host=camaro',
    ],
    [pathToFix({ kind: 'known-host', name: '' }), '/infrastructure/cluster/advanced/bgp-routers/create'],
    [
      pathToFix({ kind: 'bgp-session', name: 'camaro', peer: 'cent111' }),
      '/infrastructure/cluster/advanced/bgp-routers/camaro?peer=cent111',
    ],
    [pathToObject({ kind: 'gateway', key: 'u', label: 'camaro' }), '/infrastructure/gateways/camaro?tab=vrfs'],
    [pathToObject({ kind: 'instance-ip', key: 'u', label: 'x' }), undefined],
  ])('%s', (made, wanted) => expect(made).toBe(wanted));
});

it("the chapter's path stands in the breadcrumb", () => {
  expect(crumbsOf('editBgpRouter', { name: 'camaro' }, all).map((crumb) => crumb.label)).toEqual([
    'Infrastructure',
    'Cluster',
    'Advanced',
    'BGP Routers',
    'camaro',
    'Edit',
  ]);
  expect(crumbsOf('virtualNetwork', { fqName: 'd:p:net' }, all)).toEqual([
    { label: 'Overlay' },
    { label: 'Virtual Networks', to: '/overlay/virtual-networks' },
    { label: 'net', to: '/overlay/virtual-networks/d:p:net' },
  ]);
  expect(crumbsOf('virtualNetwork', { fqName: '0c9f…' }, new Set(), 'net').at(-1)).toEqual({
    label: 'net',
    to: undefined,
  });
});
