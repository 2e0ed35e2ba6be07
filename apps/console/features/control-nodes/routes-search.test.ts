import { expect, it } from 'vitest';
import { routesSearch } from './routes-search.ts';

it.each([
  [{ q: '', filters: {}, after: undefined }, 'limit=100'],
  [
    { q: ' 101.101.101.2 ', filters: { family: 'inet-vpn', peer: 'camaro', colour: 'red' }, after: 'x' },
    'prefix=101.101.101.2&family=inet-vpn&peer=camaro&after=x&limit=100',
  ],
])('%o asks for %s', (state, query) => expect(routesSearch(state).toString()).toBe(query));
