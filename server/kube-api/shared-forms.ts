/**
 * Encoded records, kept for other readers of the same record: watches, and lists that are not too long. A record never
 * changes, so neither does its form.
 */

/** Objects of a list up to which their forms are kept: those of a longer one would only displace each other. */
const LONGEST_SHARED_LIST = 12_000;

export function isShared(records: readonly object[]): boolean {
  return records.length <= LONGEST_SHARED_LIST;
}

/** Up to so many characters or bytes in all; the oldest go first. */
export class SharedForms<Form extends { readonly length: number }> {
  readonly #limit: number;
  readonly #forms = new Map<object, Form>();
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  of(record: object, make: () => Form): Form {
    const known = this.#forms.get(record);
    if (known !== undefined) return known;
    const form = make();
    this.#forms.set(record, form);
    this.#length += form.length;
    for (const [oldest, its] of this.#forms) {
      if (this.#length <= this.#limit) break;
      this.#forms.delete(oldest);
      this.#length -= its.length;
    }
    return form;
  }
}
