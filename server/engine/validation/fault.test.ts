import { expect, test } from 'vitest';
import { peerAddressFault } from './bgp-session.ts';
import { wholeSentence, type Fault } from './fault.ts';
import { displayNameFault, objectNameFault } from './object-name.ts';
import { readInside, readSubnet } from './subnet.ts';

const prefix = readSubnet('10.1.0.0/24');
const outside = 'code' in prefix ? undefined : readInside(prefix, 'dns_server_address', '10.2.0.1', true);

test('a name of 255 characters can be given', () => {
  expect(objectNameFault('a'.repeat(255))).toBeUndefined();
  expect(displayNameFault('a'.repeat(255))).toBeUndefined();
});

test.each([
  [objectNameFault('a:b'), 'a:b contains a colon, which separates the parts of a full name.'],
  [peerAddressFault('fe80::1'), expect.stringMatching(/^fe80::1 is .*: no BGP router can be called there\.$/)],
  [objectNameFault(''), 'Name is missing.'],
  [objectNameFault('a'.repeat(256)), 'The name has 256 characters; 255 are the most.'],
  [displayNameFault('a'.repeat(300)), 'The display name has 300 characters; 255 are the most.'],
  [outside, 'Service address 10.2.0.1 not in cidr 10.1.0.0/24.'],
])('a whole sentence begins with a capital, and a value in it stays as it was typed: %o', (fault, said) => {
  expect(wholeSentence(fault as Fault)).toEqual(said);
});
