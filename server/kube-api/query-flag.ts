/**
 * A boolean of the query, as the API server converts query parameters: absent, `false` in any case and `0` are false;
 * everything else is true, the empty value of `?watch` too. `f` is false here as well, as Go writes it.
 */
export function queryFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !/^(false|f|0)$/i.test(value);
}
