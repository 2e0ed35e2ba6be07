import { describe, expect, it } from 'vitest';
import { nameFault, printLabels, readLabels } from './kube-text.ts';

describe('names', () => {
  it.each(['ns-user-1', 'a', '0', 'a'.repeat(63)])('%s is a name', (name) => expect(nameFault(name)).toBeUndefined());
  it.each([
    ['', /missing/],
    ['Ns', /small letters/],
    ['-a', /both ends/],
    ['a_b', /small letters/],
    ['a'.repeat(64), /64 characters/],
  ])('%s is none', (name, fault) => expect(nameFault(name)).toMatch(fault));
});

describe('labels', () => {
  it.each([
    ['app=webserver', { app: 'webserver' }],
    ['app=webserver, tier=front\nexample.io/x=', { app: 'webserver', tier: 'front', 'example.io/x': '' }],
    ['', {}],
  ])('%s', (typed, labels) => {
    expect(readLabels(typed)).toEqual({ labels });
    expect(readLabels(printLabels(labels)).labels).toEqual(labels);
  });
  it.each([
    ['app', /key=value/],
    ['a b=c', /"a b" is not a label key: letters, digits/],
    ['-x=y', /a letter or digit at both ends/],
    ['a=b c', /not a label value/],
    ['a=1,a=2', /twice/],
  ])('%s is refused', (typed, fault) => expect(readLabels(typed).fault).toMatch(fault));
});
