/** The objects that exist, as they were last read, and the words that were met in them. */
import * as ANNOTATION_KEYS from '../../engine/annotations/annotation-keys.ts';
import type { Connection } from './connection.ts';
import { documentOf, Members, type Node } from './document.ts';
import type { Vocabulary } from './schema-value.ts';
import type { Surface } from './surface.ts';

export interface ConfigObject {
  readonly type: string;
  readonly uuid: string;
  readonly fqName: readonly string[];
  readonly document: Members;
}

export interface KubeObject {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly document: Members;
}

/** Values of a field that are kept; the first ones are as good as the later ones. */
const KEPT = 40;
const FORMS = ['web', 'a', '10.1.0.0', '10.1.0.0/24', '10.1.0.5', '2001:db8::', '2001:db8::/64', 'target:64512:100', '02:00:00:00:00:01', 'nginx', 'k8s-default', '{"cniVersion":"0.3.1","type":"contrail-k8s-cni"}'];

export class Inventory implements Vocabulary {
  readonly byName = new Map<string, Node[]>();
  readonly texts: string[] = [...FORMS];
  readonly forms = FORMS;
  private readonly surface: Surface;
  private config = new Map<string, ConfigObject[]>();
  private kube = new Map<string, KubeObject[]>();

  constructor(surface: Surface) {
    this.surface = surface;
    const keys = Object.values(ANNOTATION_KEYS);
    for (const name of ['key', 'annotations']) this.byName.set(name, [...keys]);
  }

  configObjects(type: string): readonly ConfigObject[] {
    return this.config.get(type) ?? [];
  }

  kubeObjects(kind: string): readonly KubeObject[] {
    return this.kube.get(kind) ?? [];
  }

  /** Every document, of any kind. */
  documents(): Members[] {
    return [...this.config.values(), ...this.kube.values()].flat().map(({ document }) => document);
  }

  uuids(): string[] {
    return [...this.config.values()].flat().map(({ uuid }) => uuid);
  }

  /** Reads one kind anew; throws when its list is not served. */
  async readType(connection: Connection, type: string): Promise<void> {
    const { collection } = this.surface.types.find((each) => each.type === type)!;
    const { status, text } = await connection.send({ method: 'GET', path: `${collection}?detail=true`, headers: {} });
    if (status !== 200) throw new Error(`${collection} answers ${status}: ${text.slice(0, 300)}`);
    const list = Object.values(JSON.parse(text) as { readonly [list: string]: readonly { readonly [type: string]: { readonly uuid: string; readonly fq_name: readonly string[] } }[] })[0]!;
    this.config.set(type, list.map((item) => {
      const object = item[type]!;
      const document = documentOf(object) as Members;
      this.learn(document, type);
      this.keep(`${type.replaceAll('-', '_')}_name`, object.fq_name.at(-1) ?? '');
      return { type, uuid: object.uuid, fqName: object.fq_name, document };
    }));
  }

  async readKind(connection: Connection, kind: string): Promise<void> {
    const { root, plural } = this.surface.resources.find((each) => each.kind === kind)!;
    const { status, text } = await connection.send({ method: 'GET', path: `${root}/${plural}`, headers: {} });
    if (status !== 200) throw new Error(`${root}/${plural} answers ${status}: ${text.slice(0, 300)}`);
    const { items } = JSON.parse(text) as { readonly items: readonly { readonly metadata: { readonly name: string; readonly namespace?: string } }[] };
    this.kube.set(kind, items.map((object) => {
      const document = documentOf(object) as Members;
      this.learn(document, kind);
      return { kind, namespace: object.metadata.namespace, name: object.metadata.name, document };
    }));
  }

  async readAll(connection: Connection): Promise<void> {
    for (const { type } of this.surface.types) await this.readType(connection, type);
    for (const { kind } of this.surface.resources) await this.readKind(connection, kind);
  }

  /** Words of a refusal: names it quotes are often what is wanted there. */
  learnQuoted(field: string, sentence: string): void {
    for (const [, word] of sentence.matchAll(/"([^"]{1,60})"/g)) this.keep(field, word!);
  }

  private learn(node: Node, name: string): void {
    if (Array.isArray(node)) for (const item of node.slice(0, 20)) this.learn(item, name);
    else if (node instanceof Members) for (const [key, member] of node.entries.slice(0, 60)) this.learn(member, key);
    else if (typeof node === 'string' || typeof node === 'number') this.keep(name, node);
  }

  private keep(name: string, value: string | number): void {
    if (String(value).length > 200) return;
    const values = this.byName.get(name) ?? [];
    if (values.length < KEPT && !values.includes(value)) {
      values.push(value);
      this.byName.set(name, values);
      if (typeof value === 'string' && this.texts.length < 400) this.texts.push(value);
    }
  }
}
