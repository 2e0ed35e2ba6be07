/** Reads an Accept header (RFC 9110, 12.5.1). */

export interface MediaRange {
  /** `application/json`, `application/*`, in lower case. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a client accepts, the most wanted first; anything where it does not say. */
export function mediaRanges(accept: string | undefined): readonly MediaRange[] {
  if (accept === undefined || accept.trim() === '') return [{ type: '*/*', parameters: new Map() }];
  return accept
    .split(',')
    .map((range) => {
      const [type = '', ...parts] = range.split(';').map((part) => part.trim());
      const parameters = new Map(
        parts.map((part) => {
          const [name = '', ...value] = part.split('=');
          return [name.trim().toLowerCase(), value.join('=').trim()];
        }),
      );
      const weight = Number(parameters.get('q') ?? 1);
      return { type: type.toLowerCase(), parameters, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ type, weight }) => type !== '' && weight > 0)
    .sort((one, other) => other.weight - one.weight);
}
