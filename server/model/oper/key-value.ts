/** An entry of the useragent-kv table. */
export interface KeyValue {
  readonly value: string;
}
