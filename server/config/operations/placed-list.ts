/**
 * The items of a list property with their positions. A position is the item's index until a client sets a free text
 * (".01", "pos2"); items are then sorted by it. An item added at an occupied position replaces the one there, as in
 * Contrail, where a position is a column name. Indexes insert.
 */

import type { Json } from '../../model/json.ts';
import { compare } from '../../model/order.ts';

interface Item {
  readonly value: Json;
  /** The value as text, by which equal values are found. */
  readonly text: string;
  readonly position: string | undefined;
}

export class PlacedList {
  #items: Item[];
  /** Texts of the items, so that most changes need not scan them. */
  readonly #texts: Set<string>;
  readonly #field: string;
  #hasPlaces: boolean;

  constructor(values: readonly Json[], positions: readonly string[] | undefined, field: string) {
    this.#field = field;
    const placed = positions?.length === values.length ? positions : undefined;
    this.#items = values.map((value, index) => ({ value, text: JSON.stringify(value), position: placed?.[index] }));
    this.#texts = new Set(this.#items.map((item) => item.text));
    this.#hasPlaces = placed !== undefined;
  }

  get values(): Json[] {
    return this.#items.map((item) => item.value);
  }

  /** The positions; undefined while all are indexes. */
  get positions(): string[] | undefined {
    return this.#placed ? this.#items.map((item, index) => item.position ?? String(index)) : undefined;
  }

  /** The positions in use, for a message. */
  get places(): string {
    if (this.#items.length === 0) return `${this.#field} is empty`;
    return this.#placed
      ? this.#items
          .slice(0, 20)
          .map((item, index) => item.position ?? String(index))
          .join(', ')
      : `0–${this.#items.length - 1}`;
  }

  indexOf(position: string): number | undefined {
    const at = this.#placed
      ? this.#items.findIndex((item, index) => (item.position ?? String(index)) === position)
      : isIndex(position)
        ? Number(position)
        : -1;
    return at >= 0 && at < this.#items.length ? at : undefined;
  }

  /** Without a position the item is appended, and an equal earlier one is removed. */
  add(value: Json, position: string | undefined): void {
    if (position === undefined) {
      this.removeValue(value);
      this.append(value);
    } else if (!this.#placed && isIndex(position)) {
      if (Number(position) > this.#items.length) this.add(value, undefined);
      else this.#items.splice(Number(position), 0, this.#item(value, undefined));
    } else {
      this.#hasPlaces = true;
      this.#items = this.#items.map((item, index) => ({ ...item, position: item.position ?? String(index) }));
      const taken = this.#items.findIndex((item) => item.position === position);
      const next = this.#items.findIndex((item) => comparePlaces(item.position!, position) > 0);
      if (taken >= 0) this.#items[taken] = this.#item(value, position);
      else this.#items.splice(next < 0 ? this.#items.length : next, 0, this.#item(value, position));
    }
  }

  append(value: Json): void {
    this.#items.push(this.#item(value, this.#placed ? this.#free() : undefined));
  }

  replace(at: number, value: Json): void {
    this.#items[at] = this.#item(value, this.#items[at]!.position);
  }

  remove(where: (text: string, index: number) => boolean): void {
    this.#items = this.#items.filter((item, index) => !where(item.text, index));
  }

  removeValue(value: Json): void {
    const text = JSON.stringify(value);
    if (this.#texts.delete(text)) this.remove((each) => each === text);
  }

  get #placed(): boolean {
    return this.#hasPlaces;
  }

  #item(value: Json, position: string | undefined): Item {
    const text = JSON.stringify(value);
    this.#texts.add(text);
    return { value, text, position };
  }

  /** A free position: the first free index, starting from the list's length. */
  #free(): string {
    const taken = new Set(this.#items.map((item) => item.position));
    let index = this.#items.length;
    while (taken.has(String(index))) index += 1;
    return String(index);
  }
}

const isIndex = (position: string): boolean => /^\d{1,9}$/.test(position);

/** Numbers sort by value, texts by their characters. */
function comparePlaces(a: string, b: string): number {
  return isIndex(a) && isIndex(b) ? Number(a) - Number(b) : compare(a, b);
}
