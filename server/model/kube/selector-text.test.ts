import { expect, test } from 'vitest';
import { matchesSelector } from './matches-selector.ts';
import { parseSelectorText, selectorText } from './selector-text.ts';

test.each([
  ['', '*'],
  ['*', '*'],
  ['app=web', 'app=web'],
  ['app == web , tier in (b, a)', 'app=web,tier in (a,b)'],
  ['tier notin (c),!old,has', '!old,has,tier notin (c)'],
  ['x!=y', 'x notin (y)'],
  ['a=1,a=2', 'a=1,a=2'],
  ['k8s.io/name=', 'k8s.io/name='],
])('%j is read', (typed, printed) => {
  const read = parseSelectorText(typed);
  expect('unread' in read ? read : selectorText(read)).toBe(printed);
  expect(parseSelectorText('unread' in read ? '' : selectorText(read))).not.toHaveProperty('unread');
});

test.each([['a=b=c'], ['in (a)'], ['app web'], ['tier in (a'], ['a>1 2']])('%j is not', (typed) => {
  expect(parseSelectorText(typed)).toHaveProperty('unread');
});

test('a label that has the name of a prototype’s member is a label', () => {
  const read = parseSelectorText('constructor=a,__proto__=b');
  expect('unread' in read ? false : matchesSelector(read, { constructor: 'a' } as never)).toBe(false);
});
