/** The compression that a client accepts, by its Accept-Encoding (RFC 9110, 12.5.3). */

export type Coding = 'br' | 'gzip';

/** The coding of `offered` to which the client gives the highest weight; undefined: send it uncompressed. */
export function codingOf(accepted: string | undefined, offered: readonly Coding[]): Coding | undefined {
  if (accepted === undefined) return undefined;
  const weights = new Map<string, number>();
  for (const coding of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = coding.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const number = weight === undefined ? 1 : Number(weight.slice(2));
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(number) ? number : 0);
  }
  let best: Coding | undefined;
  let most = 0;
  for (const coding of offered) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0;
    if (weight > most) [best, most] = [coding, weight];
  }
  return most >= (weights.get('identity') ?? 0) ? best : undefined;
}
