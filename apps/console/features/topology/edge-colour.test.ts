import { expect, it } from 'vitest';
import { vrfHue } from '../../domain-ui/routes/wire-parts.ts';
import { coloursOf, edgeColour, stripes } from './edge-colour.ts';

const edge = (kind: 'leak' | 'peering' | 'membership' | 'exchange', source: string, tone?: 'ok' | 'bad') => ({
  kind,
  source,
  health: 'ok' as const,
  ...(tone === undefined ? {} : { state: { tone, word: 'x' } }),
});

it('the legend has the colours that are drawn', () => {
  const edges = [
    edge('leak', 'vrf:a:b:c'),
    edge('leak', 'vrf:a:b:c'),
    edge('leak', 'vrf:d:e:f'),
    edge('peering', 'router:a', 'ok'),
    edge('peering', 'router:b', 'bad'),
    edge('peering', 'router:c', 'bad'),
  ];
  expect(coloursOf('leak', edges)).toEqual([`var(--vrf-${vrfHue('a:b:c')})`, `var(--vrf-${vrfHue('d:e:f')})`]);
  expect(coloursOf('peering', edges)).toEqual(['var(--bad-mark)', 'var(--ok-mark)']);
  for (const one of edges) expect(coloursOf(one.kind, edges)).toContain(edgeColour(one));
  expect(coloursOf('membership', edges)).toEqual(['var(--line-control)']);
  expect(stripes(['red', 'blue'])).toBe('linear-gradient(90deg, red 0%, red 50%, blue 50%, blue 100%)');
});
