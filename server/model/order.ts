/** Orders for `sort`: texts by code unit, numbers by value. Names as people count them are in `natural-order.ts`. */

type Ordered = string | number | bigint;

export function compare<T extends Ordered>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Things by something of them, `routers.sort(by(({ name }) => name))`. */
export const by =
  <V>(keyOf: (value: V) => Ordered) =>
  (a: V, b: V): number =>
    compare(keyOf(a), keyOf(b));
