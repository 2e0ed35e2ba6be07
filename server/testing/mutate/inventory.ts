/** The objects that exist, as they were last read, and the words that were met in them. */

import * as ANNOTATION_KEYS from '../../engine/annotations/annotation-keys.ts';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import type { HttpConnection } from './connection.ts';
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

/** An object as the config API gives it. */
export interface ServedConfig {
  readonly uuid: string;
  readonly fq_name: readonly string[];
}

/** An object as the Kubernetes API gives it. */
export interface ServedKube {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
  };
}

/** A write that takes the last finalizer from what is being deleted ends it. */
export function isRemoved({ deletionTimestamp, finalizers = [] }: ServedKube['metadata']): boolean {
  return deletionTimestamp !== undefined && finalizers.length === 0;
}

/** The texts of an object in a view's answer, by name. */
export type Row = ReadonlyMap<string, string>;

/** Values of a field that are kept; the first ones are as good as the later ones. */
const KEPT = 40;
const FORMS = [
  'web',
  'a',
  '10.1.0.0',
  '10.1.0.0/24',
  '10.1.0.5',
  '2001:db8::',
  '2001:db8::/64',
  'target:64512:100',
  '02:00:00:00:00:01',
  'nginx',
  'k8s-default',
  '{"cniVersion":"0.3.1","type":"contrail-k8s-cni"}',
];

export class Inventory implements Vocabulary {
  readonly byName = new Map<string, Node[]>();
  readonly texts: string[] = [...FORMS];
  readonly forms = FORMS;
  private readonly surface: Surface;
  private readonly shown = new Map<string, readonly Row[]>();
  private readonly refusedFor = new Map<string, ReadonlySet<string>>();
  private readonly needs = new Map<string, ReadonlySet<string>>();
  private readonly configExamples = new Map<string, ConfigObject>();
  private readonly kubeExamples = new Map<string, KubeObject>();
  private readonly config = new Map<string, readonly ConfigObject[]>();
  private readonly kube = new Map<string, readonly KubeObject[]>();

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

  /** One that is there or, where all are gone, was. */
  configExample(type: string, random: Random): ConfigObject | undefined {
    return exampleOf(this.configObjects(type), this.configExamples.get(type), random);
  }

  kubeExample(kind: string, random: Random): KubeObject | undefined {
    return exampleOf(this.kubeObjects(kind), this.kubeExamples.get(kind), random);
  }

  /** A document of any kind, of those that have one. */
  anyDocument(random: Random): Members | undefined {
    return this.anyObject(random)?.document;
  }

  /** A uuid, or `namespace/name`, of something that is or was there. */
  anyName(random: Random): string {
    const object = this.anyObject(random);
    if (object === undefined) return 'x';
    if ('uuid' in object) return object.uuid;
    return object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  }

  /** Reads one type again and gives its objects as they are served; throws when its list is not served. */
  async readType(connection: HttpConnection, type: string): Promise<readonly ServedConfig[]> {
    const { collection } = this.surface.types.find((each) => each.type === type)!;
    const { status, text } = await connection.send({ method: 'GET', path: `${collection}?detail=true`, headers: {} });
    if (status !== 200) throw new Error(`${collection} answers ${status}: ${text.slice(0, 300)}`);
    const list = Object.values(
      JSON.parse(text) as { readonly [list: string]: readonly { readonly [type: string]: ServedConfig }[] },
    )[0]!;
    const objects = list.map((item) => item[type]!);
    this.config.set(
      type,
      objects.map((object) => this.configObject(type, object)),
    );
    return objects;
  }

  async readKind(connection: HttpConnection, kind: string): Promise<readonly ServedKube[]> {
    const { root, plural } = this.surface.resources.find((each) => each.kind === kind)!;
    const { status, text } = await connection.send({ method: 'GET', path: `${root}/${plural}`, headers: {} });
    if (status !== 200) throw new Error(`${root}/${plural} answers ${status}: ${text.slice(0, 300)}`);
    const { items } = JSON.parse(text) as { readonly items: readonly ServedKube[] };
    this.kube.set(
      kind,
      items.map((object) => this.kubeObject(kind, object)),
    );
    return items;
  }

  async readAll(connection: HttpConnection): Promise<void> {
    for (const { type } of this.surface.types) await this.readType(connection, type);
    for (const { kind } of this.surface.resources) await this.readKind(connection, kind);
  }

  /** What the view of that path, or of one below it, has shown. */
  rows(path: string): readonly Row[] {
    return this.shown.get(path) ?? [];
  }

  /** Remembers the objects in a view's answer. */
  sawView(path: string, answer: unknown): void {
    const rows: Row[] = [];
    const walk = (value: unknown, depth: number): void => {
      if (typeof value !== 'object' || value === null || depth > 4 || rows.length >= KEPT) return;
      if (!Array.isArray(value)) {
        const row: Row = new Map(
          Object.entries(value).flatMap(([name, member]) =>
            typeof member === 'string' ? [[name, member] as const] : [],
          ),
        );
        if (row.size > 0) rows.push(row);
      }
      for (const member of Object.values(value)) walk(member, depth + 1);
    };
    walk(answer, 0);
    if (rows.length > 0) this.shown.set(path, rows);
  }

  /** Parameters without which a view has nothing to answer. */
  neededBy(view: string): ReadonlySet<string> {
    return this.needs.get(view) ?? new Set();
  }

  needed(view: string, parameter: string): void {
    this.needs.set(view, new Set([...this.neededBy(view), parameter]));
  }

  /** Kind and key, as the store has them, of any object. */
  anyKey(random: Random): Row | undefined {
    const object = this.anyObject(random);
    if (object === undefined) return undefined;
    if ('uuid' in object)
      return new Map([
        ['kind', object.type],
        ['key', object.uuid],
      ]);
    return new Map([
      ['kind', `kube/${object.kind}`],
      ['key', object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`],
    ]);
  }

  /** Members that a well-meant create of the kind was refused for: a copy of another object goes without them. */
  unwanted(kind: string): ReadonlySet<string> {
    return this.refusedFor.get(kind) ?? new Set();
  }

  refused(kind: string, path: readonly string[]): void {
    this.refusedFor.set(kind, new Set([...this.unwanted(kind), path.join('.')]));
  }

  /** It has to be there after all, with this content. */
  wanted(kind: string, path: readonly string[]): void {
    const name = path.join('.');
    this.refusedFor.set(
      kind,
      new Set([...this.unwanted(kind)].filter((each) => each !== name && !each.startsWith(`${name}.`))),
    );
  }

  /** An object as it was just served. */
  sawConfig(type: string, served: ServedConfig): void {
    const object = this.configObject(type, served);
    put(this.config, type, object, ({ uuid }) => uuid === object.uuid);
  }

  sawKube(kind: string, served: ServedKube): void {
    const object = this.kubeObject(kind, served);
    put(this.kube, kind, object, ({ name, namespace }) => name === object.name && namespace === object.namespace);
  }

  /** It is not there any more. */
  goneConfig(type: string, uuid: string): void {
    this.config.set(
      type,
      this.configObjects(type).filter((each) => each.uuid !== uuid),
    );
  }

  goneKube(kind: string, name: string, namespace: string | undefined): void {
    this.kube.set(
      kind,
      this.kubeObjects(kind).filter((each) => each.name !== name || each.namespace !== namespace),
    );
  }

  private anyObject(random: Random): ConfigObject | KubeObject | undefined {
    const lists: (readonly (ConfigObject | KubeObject)[])[] = [...this.config.values(), ...this.kube.values()];
    const full = lists.filter((list) => list.length > 0);
    return full.length === 0 ? undefined : random.pick(random.pick(full));
  }

  private configObject(type: string, object: ServedConfig): ConfigObject {
    const document = documentOf(object) as Members;
    this.learn(document, type);
    this.keep(`${type.replaceAll('-', '_')}_name`, object.fq_name.at(-1) ?? '');
    const known: ConfigObject = { type, uuid: object.uuid, fqName: object.fq_name, document };
    if (!this.configExamples.has(type)) this.configExamples.set(type, known);
    return known;
  }

  private kubeObject(kind: string, object: ServedKube): KubeObject {
    const document = documentOf(object) as Members;
    this.learn(document, kind);
    const known: KubeObject = { kind, namespace: object.metadata.namespace, name: object.metadata.name, document };
    if (!this.kubeExamples.has(kind)) this.kubeExamples.set(kind, known);
    return known;
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

/** Mostly one that is there. */
function exampleOf<Of>(objects: readonly Of[], first: Of | undefined, random: Random): Of | undefined {
  return first === undefined || (objects.length > 0 && random.below(4) > 0)
    ? objects.length === 0
      ? undefined
      : random.pick(objects)
    : first;
}

function put<Of>(lists: Map<string, readonly Of[]>, kind: string, object: Of, same: (other: Of) => boolean): void {
  const list = lists.get(kind) ?? [];
  const at = list.findIndex(same);
  lists.set(kind, at < 0 ? [...list, object] : list.with(at, object));
}
