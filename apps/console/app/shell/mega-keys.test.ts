import { expect, it } from 'vitest';
import { neighbour } from './mega-keys.ts';

const columns = [1, 3, 2];
const labels = ['Topology', 'Virtual Networks', 'Floating IP', 'VRF Explorer', 'Namespaces', 'Pods'];

it.each<[string, number, number | undefined]>([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 5, 5],
  ['ArrowUp', 0, -1],
  ['ArrowRight', 0, 1],
  ['ArrowRight', 3, 5],
  ['ArrowRight', 5, 5],
  ['ArrowLeft', 5, 2],
  ['ArrowLeft', 3, 0],
  ['Home', 4, 0],
  ['End', 0, 5],
  ['v', 0, 1],
  ['v', 1, 3],
  ['v', 3, 1],
  ['q', 0, undefined],
  ['Tab', 0, undefined],
])('%s from %i leads to %s', (key, at, to) => {
  expect(neighbour(key, at, columns, labels)).toBe(to);
});
