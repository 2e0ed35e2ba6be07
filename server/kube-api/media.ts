/** Objects, lists and other documents in the media type that the client accepts: JSON, YAML or protobuf. */

import { listSchema, PARTIAL_OBJECT_METADATA } from '../contract/kube/requests.ts';
import type { KubeSchema } from '../contract/kube/schema.ts';
import { schemaOf } from '../contract/kube/schemas.ts';
import { KUBE_TYPES, statusAnswer, type KubeAnswer } from '../http/kube-status.ts';
import {
  framedProtobuf,
  protobufFieldHead,
  protobufFrame,
  protobufLength,
  protobufMessage,
} from '../http/protobuf-writing.ts';
import { WINDOW, type Piece, type Pieces } from '../http/send.ts';
import { LongTask } from '../http/turn-budget.ts';
import { yamlText } from '../http/yaml-writing.ts';
import { groupVersionOf, type ServedResource } from '../model/kube/resources.ts';
import { representationOf, type Representation } from './accept.ts';
import { listPieces, objectText, metadataOf, partialText, type KubeRecord, type ListMeta } from './encode.ts';
import { protobufSchemaOf } from './protobuf-kinds.ts';
import { asServed } from './second-form.ts';
import { isShared, SharedForms } from './shared-forms.ts';

const PIECE = WINDOW / 2;
const META = 'meta.k8s.io/v1';
const PARTIAL = 'PartialObjectMetadata';

/** An object or its metadata; a Table is made by `table.ts`. */
export function recordPiece(record: KubeRecord, { form, media }: Representation, resource: ServedResource): Piece {
  const partial = form === 'partial';
  switch (media) {
    case 'json':
      return `${partial ? partialText(record) : objectText(record, resource)}\n`;
    case 'yaml':
      return yamlText(JSON.parse(partial ? partialText(record) : objectText(record, resource)));
    case 'protobuf':
      return framedRecord(record, partial, resource);
  }
}

/** An object, or its metadata, in protobuf. */
export function framedRecord(record: KubeRecord, partial: boolean, resource: ServedResource): Uint8Array {
  return partial
    ? framedProtobuf(META, PARTIAL, protobufMessage(PARTIAL_OBJECT_METADATA, { metadata: metadataOf(record) }))
    : framedProtobuf(
        groupVersionOf(resource),
        resource.kind,
        protobufMessage(schemaOf(resource), valueOf(record, resource)),
      );
}

function valueOf(record: KubeRecord, resource: ServedResource): object {
  return { ...asServed(resource, record.value), metadata: metadataOf(record) };
}

/** A list of any length, generated while it is sent. */
export function listBody(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  { form, media }: Representation,
): Pieces {
  const partial = form === 'partial';
  switch (media) {
    case 'json':
      return listPieces(resource, meta, records, partial);
    case 'yaml':
      return yamlList(resource, meta, records, partial);
    case 'protobuf':
      return protobufList(resource, meta, records, partial);
  }
}

function listType(resource: ServedResource, partial: boolean): { readonly apiVersion: string; readonly kind: string } {
  return partial
    ? { apiVersion: META, kind: `${PARTIAL}List` }
    : { apiVersion: groupVersionOf(resource), kind: `${resource.kind}List` };
}

async function* yamlList(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  partial: boolean,
): AsyncGenerator<Piece> {
  const { apiVersion, kind } = listType(resource, partial);
  const { custom } = resource;
  const task = new LongTask();
  let piece = yamlText({ apiVersion }) + (records.length === 0 ? 'items: []\n' : 'items:\n');
  for (const record of records) {
    const item: { [field: string]: unknown } = JSON.parse(partial ? partialText(record) : objectText(record, resource));
    if (!partial && !custom) {
      delete item['kind'];
      delete item['apiVersion'];
    }
    const text = yamlText([item]);
    piece += text;
    // Several times the work of JSON.
    const over = task.spend('bytes', text.length * 4);
    if (task.spend('rows', 1) || over) await task.nextTurn();
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
    await task.ready();
  }
  yield piece + yamlText({ kind, metadata: meta });
}

const messages = new SharedForms<Uint8Array>(16 * 1024 * 1024);

/**
 * The length of a message stands before it, so each object of a long list is written twice: once to know its length,
 * once to send it. That keeps its memory at one piece.
 */
async function* protobufList(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  partial: boolean,
): AsyncGenerator<Piece> {
  const { apiVersion, kind } = listType(resource, partial);
  const schema = partial ? PARTIAL_OBJECT_METADATA : schemaOf(resource);
  const messageOf = (record: KubeRecord): Uint8Array => protobufMessage(schema, valueOf(record, resource));
  const shared = !partial && resource.renamed === undefined && isShared(records);
  const itemOf = shared ? (record: KubeRecord) => messages.of(record, () => messageOf(record)) : messageOf;
  const lengthOf = shared
    ? (record: KubeRecord) => itemOf(record).length
    : (record: KubeRecord) => protobufLength(schema, valueOf(record, resource));
  const task = new LongTask();
  const head = protobufMessage(listSchema(schema), { metadata: meta });
  let length = head.length;
  for (const record of records) {
    const item = lengthOf(record);
    length += protobufFieldHead(ITEMS, item).length + item;
    const over = task.spend('bytes', item);
    if (task.spend('rows', 1) || over) await task.nextTurn();
  }
  let parts: Uint8Array[] = [protobufFrame(apiVersion, kind, length), head];
  let size = 0;
  for (const record of records) {
    const item = itemOf(record);
    parts.push(protobufFieldHead(ITEMS, item.length), item);
    size += item.length;
    const over = task.spend('bytes', item.length);
    if (task.spend('rows', 1) || over) await task.nextTurn();
    if (size < PIECE) continue;
    yield Buffer.concat(parts);
    [parts, size] = [[], 0];
    await task.ready();
  }
  yield Buffer.concat(parts);
}

/** The number of `items` in every list. */
const ITEMS = 2;

/** A document that is no stored object: a Status, a Scale. JSON where there is no other form of it. */
export function documentAnswer(accept: string | undefined, document: object): KubeAnswer {
  const { kind, apiVersion } = document as { readonly kind?: unknown; readonly apiVersion?: unknown };
  if (kind === 'Status') return statusAnswer(accept, document);
  const schema = typeof kind === 'string' ? protobufSchemaOf(String(apiVersion), kind) : undefined;
  const media = representationOf(accept, { custom: schema === undefined })?.media ?? 'json';
  return { type: KUBE_TYPES[media], body: documentPiece(media, document, String(kind), String(apiVersion), schema) };
}

function documentPiece(
  media: Representation['media'],
  document: object,
  kind: string,
  apiVersion: string,
  schema: KubeSchema | undefined,
): Piece {
  if (media === 'yaml') return yamlText(document);
  return media === 'json' || schema === undefined
    ? `${JSON.stringify(document)}\n`
    : framedProtobuf(apiVersion, kind, protobufMessage(schema, document));
}
