import type { KeyValuePairs } from '../../model/config/record.ts';

/** The value of an annotation of a config object. */
export function annotationOf(record: { readonly annotations?: KeyValuePairs }, wanted: string): string | undefined {
  return record.annotations?.key_value_pair.find(({ key }) => key === wanted)?.value;
}
