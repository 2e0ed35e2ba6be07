/** One expression of several, each of which begins where the one before it ends. */
export const pattern = (...parts: readonly RegExp[]): RegExp => new RegExp(parts.map(({ source }) => source).join(''));
