/**
 * A JSON document to be mutated: members in order, so that a key can stand twice or be `__proto__`, and
 * pieces of raw bytes that no JSON value would give.
 */

export type Node = null | boolean | number | string | Node[] | Members | Raw;

/** An object; keys may repeat. */
export class Members {
  readonly entries: [string, Node][];
  constructor(entries: [string, Node][]) {
    this.entries = entries;
  }
  get(key: string): Node | undefined {
    return this.entries.find(([name]) => name === key)?.[1];
  }
  set(key: string, value: Node): void {
    const entry = this.entries.find(([name]) => name === key);
    if (entry === undefined) this.entries.push([key, value]);
    else entry[1] = value;
  }
  delete(key: string): void {
    const at = this.entries.findIndex(([name]) => name === key);
    if (at >= 0) this.entries.splice(at, 1);
  }
}

/** Bytes that are written as they are in place of a value. */
export class Raw {
  readonly bytes: Buffer;
  constructor(bytes: Buffer | string) {
    this.bytes = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  }
}

/** A copy of a JSON value, free to be changed. */
export function documentOf(value: unknown): Node {
  if (Array.isArray(value)) return value.map(documentOf);
  if (typeof value === 'object' && value !== null)
    return new Members(Object.entries(value).map(([key, member]) => [key, documentOf(member)]));
  return (value ?? null) as Node;
}

export function copyOf(node: Node): Node {
  if (Array.isArray(node)) return node.map(copyOf);
  if (node instanceof Members) return new Members(node.entries.map(([key, member]) => [key, copyOf(member)]));
  return node;
}

/** Removes the value at the path (`spec.clusterIPs.0`), if anything does. */
export function removeAt(node: Node, path: readonly string[]): void {
  const [step = '', ...rest] = path;
  if (Array.isArray(node)) {
    const at = Number(step);
    if (rest.length > 0) removeAt(node[at] ?? null, rest);
    else if (at < node.length) node.splice(at, 1);
  } else if (node instanceof Members) {
    if (rest.length > 0) removeAt(node.get(step) ?? null, rest);
    else node.delete(step);
  }
}

/** The document as it goes over the wire. */
export function bytesOf(node: Node): Buffer {
  const parts: Buffer[] = [];
  let text = '';
  const write = (part: Node): void => {
    if (part instanceof Raw) {
      parts.push(Buffer.from(text), part.bytes);
      text = '';
    } else if (Array.isArray(part)) {
      text += '[';
      part.forEach((item, index) => {
        if (index > 0) text += ',';
        write(item);
      });
      text += ']';
    } else if (part instanceof Members) {
      text += '{';
      part.entries.forEach(([key, member], index) => {
        text += `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`;
        write(member);
      });
      text += '}';
    } else text += JSON.stringify(part);
  };
  write(node);
  parts.push(Buffer.from(text));
  return Buffer.concat(parts);
}
