import { describe, expect, it, test } from 'vitest';
import { prefixFrom } from '../../model/net/prefix.ts';
import { namesNetwork, readAttachmentRequest } from './attachment-annotations.ts';
import {
  formatFipPoolName,
  parseClusterProjectName,
  parseFipPoolName,
  parseGlobalFipPoolName,
  parseNetworkName,
} from './dict-string.ts';
import { readFabricOptions, readIsolation } from './namespace-annotations.ts';
import { parsePodNetworks } from './pod-networks.ts';
import { unknownAnnotations } from './unknown-annotations.ts';

const POOL = ['default-domain', 'k8s-ns-user-1', 'vn-public-1', 'pool-public-1'];

describe('dict strings', () => {
  test.each([
    `{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-public-1', 'name': 'pool-public-1'}`,
    `{"name": "pool-public-1", "network": "vn-public-1", "project": "k8s-ns-user-1", "domain": "default-domain"}`,
    `{'domain': 'default-domain', 'project': 'k8s-ns-user-1',\n 'network': 'vn-public-1', 'name': ` +
      `'pool-public-1', 'more': [1],}`,
  ])('%s names the pool', (text) => {
    expect(parseFipPoolName(text)).toEqual({ kind: 'name', fqName: POOL });
    expect(parseFipPoolName(formatFipPoolName(POOL))).toEqual({ kind: 'name', fqName: POOL });
  });

  test.each([
    ['{}', '[domain] not specified in fip-pool dict string'],
    [`{'domain': 'd', 'project': 'p', 'network': 'n'}`, '[name] not specified in fip-pool dict string'],
    [`{'domain': 'd', 'project': '', 'network': 'n', 'name': 'x'}`, '[project] not specified in fip-pool dict string'],
    [`{'domain': 'd', 'project': 'p', 'network': 5, 'name': 'x'}`, '[network] is not text in fip-pool dict string'],
    ['', 'fip-pool dict string: the text is empty'],
    ['pool-public-1', 'fip-pool dict string: expected a value'],
    ['[]', 'fip-pool dict string: the text is not a dict'],
  ])('%s is refused: %s', (text, message) => {
    expect(parseFipPoolName(text)).toMatchObject({ kind: 'malformed', message: expect.stringContaining(message) });
  });

  it('networks have three keys', () => {
    expect(parseNetworkName(`{'domain': 'd', 'project': 'p', 'name': 'vn'}`)).toEqual({
      kind: 'name',
      fqName: ['d', 'p', 'vn'],
    });
    expect(parseNetworkName(`{'domain': 'd', 'name': 'vn'}`)).toMatchObject({
      kind: 'malformed',
      message: '[project] not specified in VN dict string',
    });
  });

  it('in the configuration file a literal {} means unset', () => {
    expect(parseGlobalFipPoolName('{}').kind).toBe('none');
    expect(parseGlobalFipPoolName('').kind).toBe('none');
    expect(parseGlobalFipPoolName(`{'name': 'x'}`).kind).toBe('malformed');
    expect(parseClusterProjectName(`{'domain': 'd', 'project': 'p'}`)).toEqual({ kind: 'name', fqName: ['d', 'p'] });
  });
});

describe("a pod's networks", () => {
  test.each<[string, readonly unknown[]]>([
    ['vn-left-1', [{ namespace: 'ns-1', name: 'vn-left-1' }]],
    [
      'vn-left-1, other/vn-right-1',
      [
        { namespace: 'ns-1', name: 'vn-left-1' },
        { namespace: 'other', name: 'vn-right-1' },
      ],
    ],
    [
      'vn-left-1@eth5,other/vn@eth6',
      [
        { namespace: 'ns-1', name: 'vn-left-1', interface: 'eth5' },
        { namespace: 'other', name: 'vn', interface: 'eth6' },
      ],
    ],
    [
      'vn,vn',
      [
        { namespace: 'ns-1', name: 'vn' },
        { namespace: 'ns-1', name: 'vn' },
      ],
    ],
    [
      '[{"name": "vn-left-1", "cni-args": {}}, {"name": "b", "namespace": "other", "interface": "net1"}]',
      [
        { namespace: 'ns-1', name: 'vn-left-1' },
        { namespace: 'other', name: 'b', interface: 'net1' },
      ],
    ],
    ['[ "other/vn@eth1" ]', [{ namespace: 'other', name: 'vn', interface: 'eth1' }]],
    [' [] ', []],
    ['', []],
  ])('%s', (text, networks) => {
    expect(parsePodNetworks(text, 'ns-1')).toEqual({
      kind: 'networks',
      networks,
      warnings: text.includes('cni-args')
        ? ['networks annotation, entry 1: "cni-args" has no effect here; name, namespace, interface, ips, mac have']
        : [],
    });
  });

  test('addresses and a MAC can be asked for', () => {
    const text =
      '[{"name": "a", "ips": ["10.172.0.104", "fd00::0:7/64"], "mac": "02-00-00-00-00-0A", "interface": "net7"}]';
    expect(parsePodNetworks(text, 'ns-1')).toMatchObject({
      networks: [
        { namespace: 'ns-1', name: 'a', interface: 'net7', ips: ['10.172.0.104', 'fd00::7'], mac: '02:00:00:00:00:0a' },
      ],
    });
  });

  test.each([
    ['a@eth1,b@eth1', 'interface "eth1" is asked for twice'],
    ['[{"name":"a","interface":"x"},{"name":"b","interface":"x"}]', 'interface "x" is asked for twice'],
    [
      '[{"name":"other/vn"}]',
      '"name" is "other/vn"; the namespace is a member of its own: {"namespace": "other", "name": "vn"}',
    ],
    ['{"name":"vn"}', 'a list is wanted; put the one network in brackets'],
    ['[{"name":"a","ips":"10.0.0.1"}]', '"ips" is a list of addresses'],
    ['[{"name":"a","ips":["10.0.0.300"]}]', '"10.0.0.300" in "ips" is not an address'],
    ['[{"name":"a","mac":"02:00"}]', '"mac" is "02:00"; write it as 02:00:00:00:00:01'],
    ['[{"name":"a","mac":"01:00:00:00:00:01"}]', 'its first byte must be even'],
    ['a,,b', 'entry 2'],
    ['a/b/c', 'is not of the form'],
    ['[{"namespace":"x"}]', '"name" is missing'],
    ['[{"name":5}]', '"name" must be text'],
    ['[5]', 'expected {"name"'],
    ['[{"name":"a"}', 'at character'],
    ['Bad_Name', 'is not the name of a network attachment definition'],
    ['/a', 'is not the name of a namespace'],
    ['a@', 'is not an interface name'],
    ['a@abcdefghijklmnop', 'is not an interface name'],
  ])('%s is refused: %s', (text, message) => {
    expect(parsePodNetworks(text, 'ns-1')).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining(message),
    });
  });
});

describe('annotations that nobody reads', () => {
  test.each([
    [
      'opencontrail.org/isolatoin',
      /unknown annotation, which has no effect; did you mean opencontrail\.org\/isolation\?$/,
    ],
    ['opencontrail.org/fip_pool', /did you mean opencontrail\.org\/fip-pool\?$/],
    ['opencontrail.org/networks', /did you mean opencontrail\.org\/network\?$/],
    ['k8s.v1.cni.cncf.io/network', /did you mean k8s\.v1\.cni\.cncf\.io\/networks\?$/],
    ['opencontrail.org/vlan', /unknown annotation, which has no effect; known are opencontrail\.org\/isolation,/],
  ])('%s: a warning', (key, sentence) => {
    expect(unknownAnnotations({ [key]: 'x' }, 'metadata.annotations')).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    'k8s.v1.cni.cncf.io/resourceName',
    'opencontrail.org/isolation.service',
    'k8s.v1.cni.cncf.io/network-status',
    'constructor',
    'team',
  ])('%s: none of ours, so no warning', (key) => {
    expect(unknownAnnotations({ [key]: 'x' }, 'metadata.annotations')).toEqual([]);
  });
});

describe('isolation and fabric options', () => {
  test.each([
    [{ 'opencontrail.org/isolation': 'true' }, undefined, { kind: 'isolated', by: 'annotation' }, 0],
    [{ 'opencontrail.org/isolation': 'TRUE' }, undefined, { kind: 'isolated', by: 'annotation' }, 0],
    [{ 'opencontrail.org/isolation': 'false' }, undefined, { kind: 'not-isolated' }, 0],
    [{ 'opencontrail.org/isolation': 'yes' }, undefined, { kind: 'not-isolated' }, 1],
    [undefined, { 'core.juniper.net/isolated-namespace': 'true' }, { kind: 'isolated', by: 'label' }, 0],
    [
      { 'opencontrail.org/isolation': 'true', 'opencontrail.org/isolation.service': 'false' },
      undefined,
      { kind: 'isolated', by: 'annotation' },
      1,
    ],
    [undefined, undefined, { kind: 'not-isolated' }, 0],
  ])('%j %j', (annotations, labels, isolation, warnings) => {
    const reading = readIsolation(annotations, labels);
    expect(reading.isolation).toEqual(isolation);
    expect(reading.warnings).toHaveLength(warnings);
  });

  it('fabric options override or inherit', () => {
    expect(
      readFabricOptions({
        'opencontrail.org/ip_fabric_forwarding': 'True',
        'opencontrail.org/ip_fabric_snat': 'false',
      }),
    ).toEqual({ forwarding: 'on', snat: 'off' });
    expect(readFabricOptions({ 'opencontrail.org/ip_fabric_forwarding': 'maybe' })).toEqual({
      forwarding: 'inherit',
      snat: 'inherit',
    });
  });
});

describe('network attachment definitions', () => {
  const cidr = (text: string) => readAttachmentRequest({ 'opencontrail.org/cidr': text });

  it('a CIDR asks for a new network', () => {
    expect(cidr('101.101.101.0/24')).toEqual({
      kind: 'new-network',
      prefix: prefixFrom('101.101.101.0/24'),
      fabric: { forwarding: 'inherit', snat: 'inherit' },
      warnings: [],
    });
    expect(cidr(' fd00:101::/64 ')).toMatchObject({ kind: 'new-network', prefix: prefixFrom('fd00:101::/64') });
    expect(cidr('101.101.101.7/24')).toMatchObject({
      prefix: prefixFrom('101.101.101.0/24'),
      warnings: [expect.stringContaining('taken for 101.101.101.0/24')],
    });
  });

  it('two prefixes: a sentence that says how to have both families', () => {
    expect(cidr('10.1.0.0/24, fd00:1::/64')).toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(
        /it takes one prefix\. To have both families, create a virtual network with both subnets/,
      ),
    });
  });

  test.each(['', '101.101.101.0', '101.101.101.0/33', '101.101.101.0/30', 'fd00::/126', '10.0.0.0/24,10.1.0.0/24'])(
    '"%s" is refused',
    (text) => {
      expect(cidr(text)).toMatchObject({
        kind: 'malformed',
        annotation: 'opencontrail.org/cidr',
        message: expect.stringContaining(text),
      });
    },
  );

  it('a network name maps to an existing network', () => {
    expect(
      readAttachmentRequest({
        'opencontrail.org/network': `{'domain':'d','project':'p','name':'v'}`,
        'opencontrail.org/cidr': '10.0.0.0/8',
      }),
    ).toEqual({ kind: 'existing-network', network: ['d', 'p', 'v'], warnings: [expect.stringContaining('ignored')] });
    expect(readAttachmentRequest({ 'opencontrail.org/network': '{}' })).toMatchObject({
      kind: 'malformed',
      message: '[domain] not specified in VN dict string',
    });
    expect(readAttachmentRequest(undefined)).toEqual({ kind: 'nothing' });
  });

  it('annotations are read once, and again when one that counts is another', () => {
    const annotations = { 'opencontrail.org/cidr': '10.0.0.0/24', note: 'a' };
    const request = readAttachmentRequest(annotations);
    annotations.note = 'b';
    expect(readAttachmentRequest(annotations)).toBe(request);
    annotations['opencontrail.org/cidr'] = '10.1.0.0/24';
    expect(readAttachmentRequest(annotations)).toMatchObject({ prefix: prefixFrom('10.1.0.0/24') });
  });

  test.each([
    [{ 'opencontrail.org/network': `{'domain':'d','project':'p','name':'v'}` }, true],
    [{ 'opencontrail.org/network': 'junk', 'opencontrail.org/cidr': '10.0.0.0/24' }, true],
    [{ 'opencontrail.org/cidr': '10.0.0.0/24' }, false],
    [{ 'opencontrail.org/cidr': 'junk' }, false],
    [{}, false],
  ])('%j names a network: %s', (annotations, names) => {
    expect(namesNetwork(readAttachmentRequest(annotations))).toBe(names);
  });
});
