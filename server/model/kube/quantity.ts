/**
 * Quantities of Kubernetes (`500m`, `1.5Gi`, `2e3`), exact to a billionth, with the canonical text of
 * k8s.io/apimachinery.
 */

type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** Billionths. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

const NANO = 1_000_000_000n;
/** As in Kubernetes, more than this is this much. */
const MOST = (2n ** 63n - 1n) * NANO;
/** Characters; a longer text is none. */
const LONGEST = 128;

const NUMBER = /^([+-]?)(\d+\.?\d*|\.\d+)(.*)$/;
const EXPONENT = /^[eE]([+-]?\d{1,9})$/;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Digits beyond the point that count: a billionth, and one more to round up by. */
const SMALLEST = 10;
const LARGEST = 40;

export const ZERO: Quantity = { nano: 0n, format: 'DecimalSI' };

/** A whole number of things. */
export function countOf(number: number): Quantity {
  return { nano: BigInt(number) * NANO, format: 'DecimalSI' };
}

/** Undefined if the text is no quantity. What is finer than a billionth is rounded away from zero. */
export function parseQuantity(text: string): Quantity | undefined {
  if (text.length > LONGEST) return undefined;
  const [, sign = '', digits = '', suffix = ''] = NUMBER.exec(text) ?? [];
  if (digits === '') return undefined;
  const scale = scaleOf(suffix);
  if (scale === undefined) return undefined;
  const [whole = '', fraction = ''] = digits.split('.');
  // Nano is 9 decimal places; the number is `unscaled` times ten to the power of `power`, times the binary factor.
  const unscaled = BigInt(whole + fraction) * scale.factor;
  const power = scale.power + 9 - fraction.length;
  const size = unscaled === 0n ? 0n : scaled(unscaled, power);
  const nano = size > MOST ? MOST : size;
  return { nano: sign === '-' ? -nano : nano, format: scale.format };
}

function scaled(unscaled: bigint, power: number): bigint {
  if (power >= 0) return power > LARGEST ? MOST : unscaled * 10n ** BigInt(power);
  // A number of at most 128 digits is below one after so many places.
  if (-power > LONGEST + SMALLEST) return 1n;
  const divisor = 10n ** BigInt(-power);
  return (unscaled + divisor - 1n) / divisor;
}

function scaleOf(
  suffix: string,
): { readonly factor: bigint; readonly power: number; readonly format: QuantityFormat } | undefined {
  const decimal = DECIMAL.indexOf(suffix);
  if (decimal >= 0) return { factor: 1n, power: (decimal - 3) * 3, format: 'DecimalSI' };
  const binary = BINARY.indexOf(suffix);
  if (binary > 0) return { factor: 1024n ** BigInt(binary), power: 0, format: 'BinarySI' };
  const exponent = EXPONENT.exec(suffix)?.[1];
  return exponent === undefined ? undefined : { factor: 1n, power: Number(exponent), format: 'DecimalExponent' };
}

/** The canonical text: no fraction, and the largest unit that leaves none. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  if (format === 'BinarySI' && size >= 1024n * NANO) {
    let number = (size + NANO - 1n) / NANO;
    let unit = 0;
    while (unit < BINARY.length - 1 && number % 1024n === 0n) {
      number /= 1024n;
      unit += 1;
    }
    return `${sign}${number}${BINARY[unit]}`;
  }
  let number = size;
  let unit = 0;
  while (unit < DECIMAL.length - 1 && number % 1000n === 0n) {
    number /= 1000n;
    unit += 1;
  }
  if (format !== 'DecimalExponent') return `${sign}${number}${DECIMAL[unit]}`;
  const power = (unit - 3) * 3;
  return power === 0 ? `${sign}${number}` : `${sign}${number}e${power}`;
}

/** The sum, in the format of the first that is not zero. */
export function addQuantities(one: Quantity, other: Quantity): Quantity {
  return { nano: one.nano + other.nano, format: one.nano === 0n ? other.format : one.format };
}

/** Whether it is a whole number. */
export function isWhole({ nano }: Quantity): boolean {
  return nano % NANO === 0n;
}
