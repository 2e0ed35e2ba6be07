/**
 * What was acknowledged is what a read gives afterwards: every member that was sent and taken is there, or is named as
 * left out.
 */

import { isDeepStrictEqual } from 'node:util';
import { isFalsy } from '../../contract/config/read-wire.ts';
import type { Answer, HttpConnection } from './connection.ts';
import type { ServedConfig } from './inventory.ts';
import type { Schema } from './schema-value.ts';
import type { Step, TestedSystem } from './step.ts';

/** Members that the server makes, or keeps by other rules: identity, time, who refers to it. */
const COMPUTED = /^(uuid|name|href|parent_href|parent_uuid|parent_type|fq_name|id_perms|perms2)$|_back_refs$/;
/**
 * What follows from something else, whatever is given: a tag is shown as its type and value, our own routers have the
 * global ASN and a mesh (decision 0016), session keys are write-only, a security group has the number that is
 * configured, a namespace is labelled with its name and keeps its finalizers, `serviceAccount` is an old name of
 * `serviceAccountName`.
 */
const FOLLOWS = [
  /^tag display_name:/,
  /^security-group security_group_id:/,
  /^bgp-router bgp_router_refs:/,
  /^bgp-router bgp_router_parameters\/(autonomous_system|auth_data\/key_items\/\d+\/key):/,
  /^Namespace (metadata\/labels\/kubernetes\.io\/metadata\.name|spec\/finalizers.*):/,
  /^\S+ (spec\/template\/)?spec\/serviceAccount:/,
];
const follows = (place: string): boolean => FOLLOWS.some((known) => known.test(place));

/** A sentence, or undefined. Nothing is said when somebody else has changed the object meanwhile. */
export async function readBackProblem(
  connection: HttpConnection,
  { surface, inventory }: TestedSystem,
  { about, sent, promises }: Step,
  answer: Answer,
): Promise<string | undefined> {
  if (answer.status >= 300) return undefined;
  if (promises.kind === 'kube' && promises.single) {
    // A kind that is served in two groups has members of other names in each.
    const schema = surface.resources.find(
      ({ kind, root }) => kind === about.kind && sent.path.startsWith(`${root}/`),
    )?.schema;
    const whole =
      (about.verb === 'create' || about.verb === 'update') &&
      schema !== undefined &&
      sent.headers['content-type'] === 'application/json';
    return (
      (whole ? wholeProblem(about.kind, schema, sent.body!, answer) : undefined) ??
      (await kubeProblem(connection, answer))
    );
  }
  if (promises.kind !== 'config' || promises.type === undefined || sent.body === undefined) return undefined;
  const asked = (JSON.parse(sent.body.toString('utf8')) as { readonly [type: string]: Members })[promises.type];
  const uuid =
    promises.uuid ??
    (JSON.parse(answer.text) as { readonly [type: string]: { readonly uuid: string } })[promises.type]?.uuid;
  const read = await connection.send({ method: 'GET', path: `/config/${promises.type}/${uuid}`, headers: {} });
  if (read.status !== 200) return undefined;
  const object = (JSON.parse(read.text) as { readonly [type: string]: Members & ServedConfig })[promises.type]!;
  inventory.sawConfig(promises.type, object);
  if (read.headers.etag !== answer.headers.etag || asked === undefined) return undefined;
  const known = surface.types.find(({ type }) => type === promises.type)?.schema.properties ?? {};
  for (const [member, value] of Object.entries(asked)) {
    if (COMPUTED.test(member) || (!Object.hasOwn(known, member) && member !== '__proto__')) continue;
    const kept = Object.hasOwn(object, member) ? object[member] : undefined;
    const missing = member.endsWith('_refs')
      ? await missingReference(value, kept, member, (target) => stands(connection, member, target))
      : notContained(value, kept, member);
    if (missing !== undefined && !follows(`${promises.type} ${missing}`))
      return `${promises.type} ${uuid} was taken, and reads otherwise at ${missing}`;
  }
  return undefined;
}

interface Members {
  readonly [member: string]: unknown;
}

/** A machine is deleted with its pod, and a virtual router no longer refers to it, while the router's record stays. */
async function stands(connection: HttpConnection, member: string, uuid: string): Promise<boolean> {
  const type = member.slice(0, -'_refs'.length).replaceAll('_', '-');
  return (await connection.send({ method: 'GET', path: `/config/${type}/${uuid}`, headers: {} })).status !== 404;
}

/** References are by uuid, or else by name; both sides may have more than the other. */
async function missingReference(
  asked: unknown,
  kept: unknown,
  at: string,
  isThere: (uuid: string) => Promise<boolean>,
): Promise<string | undefined> {
  const has = Array.isArray(kept) ? (kept as readonly Members[]) : [];
  for (const ref of (Array.isArray(asked) ? asked : []) as readonly (Members | null)[]) {
    if (isFalsy(ref) || ref === null) continue;
    const { uuid, to } = ref;
    const same = has.find((one) =>
      isFalsy(uuid) ? isDeepStrictEqual(one['to'], to) : one['uuid'] === String(uuid).toLowerCase(),
    );
    if (same === undefined && (isFalsy(uuid) || (await isThere(encodeURIComponent(String(uuid))))))
      return `${at}: ${shown(ref)} is not in ${shown(kept)}`;
  }
  return undefined;
}

/** Whatever a client may say of an object that was made or replaced is in the answer. */
function wholeProblem(kind: string, schema: Schema, body: Buffer, answer: Answer): string | undefined {
  const [sent, written] = [JSON.parse(body.toString('utf8')), JSON.parse(answer.text)] as [Members, Members];
  for (const [member, value] of Object.entries(sent)) {
    if (member === 'status' || !Object.hasOwn(schema.properties ?? {}, member)) continue;
    const said = member === 'metadata' ? pickOf(value, ['labels', 'annotations', 'finalizers']) : value;
    const missing = notContained(said, written[member], member, schema.properties![member]);
    if (missing !== undefined && !follows(`${kind} ${missing}`))
      return `${kind} was taken, and is answered otherwise at ${missing}`;
  }
  return undefined;
}

function pickOf(value: unknown, members: readonly string[]): Members {
  const from = (typeof value === 'object' && value !== null ? value : {}) as Members;
  return Object.fromEntries(members.flatMap((member) => (Object.hasOwn(from, member) ? [[member, from[member]]] : [])));
}

async function kubeProblem(connection: HttpConnection, answer: Answer): Promise<string | undefined> {
  const written = JSON.parse(answer.text) as {
    readonly kind: string;
    readonly apiVersion: string;
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly resourceVersion: string };
  };
  const { name, namespace, resourceVersion } = written.metadata;
  const key = namespace === undefined ? name : `${namespace}/${name}`;
  const list = await connection.send({
    method: 'GET',
    path: `/views/objects/${encodeURIComponent(`kube/${written.kind}`)}/${encodeURIComponent(key)}/history?limit=1`,
    headers: {},
  });
  if (list.status !== 200) return undefined;
  const { entries } = JSON.parse(list.text) as { readonly entries: readonly { readonly revision: number }[] };
  const newest = entries[0]?.revision;
  return newest === undefined || newest >= Number(resourceVersion)
    ? undefined
    : `${written.kind} ${name} was acknowledged at revision ${resourceVersion}; its history ends at ${newest}`;
}

/**
 * Where `part` is not within `whole`; what the original takes for nothing (a zero too) may be anything, numbers may
 * come as texts, and what a list has twice may stand once. With a schema, members that it does not know may be left
 * out.
 */
function notContained(part: unknown, whole: unknown, at: string, schema?: Schema): string | undefined {
  if (isFalsy(part) || (typeof whole === 'number' && Number(part) === 0)) return undefined;
  if (Array.isArray(part)) {
    const items = part.filter((item) => !isFalsy(item));
    if (!Array.isArray(whole)) return `${at}: ${shown(part)} became ${shown(whole)}`;
    for (const [index, item] of items.entries()) {
      const items = typeof schema?.items === 'object' ? schema.items : undefined;
      if (!whole.some((one) => notContained(item, one, at, items) === undefined))
        return notContained(item, whole[index], `${at}/${index}`, items) ?? at;
    }
    return undefined;
  }
  if (typeof part === 'object' && part !== null) {
    if (typeof whole !== 'object' || whole === null) return `${at}: ${shown(part)} became ${shown(whole)}`;
    for (const [member, value] of Object.entries(part)) {
      if (schema?.properties !== undefined && !Object.hasOwn(schema.properties, member)) continue;
      const missing = notContained(
        value,
        Object.hasOwn(whole, member) ? (whole as Members)[member] : undefined,
        `${at}/${member}`,
        schema?.properties?.[member],
      );
      if (missing !== undefined) return missing;
    }
    return undefined;
  }
  return String(part) === String(whole) || sameNumber(part, whole)
    ? undefined
    : `${at}: ${shown(part)} became ${shown(whole)}`;
}

/** "-0" is 0, 1e3 is "1000". */
function sameNumber(part: unknown, whole: unknown): boolean {
  return (typeof part === 'number' || typeof whole === 'number') && Number(part) === Number(whole);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
