import { describe, expect, test } from 'vitest';
import { addQuantities, countOf, formatQuantity, parseQuantity } from './quantity.ts';

const canonical = (text: string): string | undefined => {
  const quantity = parseQuantity(text);
  return quantity === undefined ? undefined : formatQuantity(quantity);
};

describe('the canonical text', () => {
  test.each([
    ['0', '0'],
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1.5', '1500m'],
    ['1k', '1k'],
    ['1000', '1k'],
    ['1024', '1024'],
    ['1024Ki', '1Mi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['100Ki', '100Ki'],
    ['1e3', '1e3'],
    ['9E', '9E'],
    ['1E3', '1e3'],
    ['1e-3', '1e-3'],
    ['.5', '500m'],
    ['5.', '5'],
    ['+2', '2'],
    ['-2', '-2'],
    ['0.0000000001', '1n'],
    ['1e999999999', '9223372036854775807'],
    ['1e-999999999', '1e-9'],
    ['0e999999999', '0'],
    ['9'.repeat(100), '9223372036854775807'],
  ])('of %s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  test.each(['', 'x', '1x', '1 Gi', 'Gi', '--1', '1e', '1.2.3', '0x10', '1KI', '9'.repeat(200)])(
    '%j is no quantity',
    (text) => expect(parseQuantity(text)).toBeUndefined(),
  );
});

test('a sum has the format of the first that is not zero', () => {
  const sum = (...texts: string[]): string =>
    formatQuantity(texts.map((text) => parseQuantity(text)!).reduce(addQuantities));
  expect(sum('0', '64Mi', '64M')).toBe('128036Ki');
  expect(sum('0', '64Mi', '64Mi')).toBe('128Mi');
  expect(sum('250m', '0.75')).toBe('1');
  expect(formatQuantity(countOf(1500))).toBe('1500');
});
