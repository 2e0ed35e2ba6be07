/**
 * UPDATE (RFC 4271 §4.3, §6.3; RFC 4760) with revised error handling (RFC 7606): a malformed attribute withdraws the
 * message's routes or is dropped, and the session ends only if the routes themselves cannot be parsed.
 */

import type { NlriKey, RouteSet } from '../../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { mergeAs4 } from '../attributes/as4-merge.ts';
import type { AttributesDraft } from '../attributes/attribute.ts';
import { decodeAttributes, type AttributesReading } from '../attributes/decode-attributes.ts';
import { inetNlri } from '../nlri/inet-nlri.ts';
import { Meter, cursorOver, type Cursor } from '../wire/cursor.ts';
import type { AttributeError, SessionFault, Update, UpdateContext } from './message-types.ts';
import { NOTIFICATION } from './notification.ts';
import { sessionFault } from './session-fault.ts';

/** Decodes the body of an UPDATE. The result shares no memory with `body`. */
export function decodeUpdate(
  body: Uint8Array,
  context: UpdateContext,
  meter: Meter = new Meter(),
): Update | SessionFault {
  const cursor = cursorOver(body, meter);
  const malformed = (cause: string) => sessionFault(NOTIFICATION.malformedAttributeList, cause);
  if (!cursor.has(4)) return malformed(`UPDATE has ${body.length} bytes behind its header, at least 4 are needed.`);
  const withdrawnLength = cursor.u16();
  if (!cursor.has(withdrawnLength + 2))
    return malformed(`UPDATE says ${withdrawnLength} bytes of withdrawn routes, which do not fit it.`);
  const withdrawnField = cursor.sub(withdrawnLength);
  const attributesLength = cursor.u16();
  if (!cursor.has(attributesLength))
    return malformed(`UPDATE says ${attributesLength} bytes of path attributes, ${cursor.left()} are left.`);
  const reading = decodeAttributes(cursor.sub(attributesLength), context);
  if (reading.kind === 'fault') return reading;
  const withdrawn = readInet(withdrawnField);
  if (!Array.isArray(withdrawn)) return withdrawn;
  const announced = readInet(cursor);
  if (!Array.isArray(announced)) return announced;

  const inetCarried = context.families.has('inet');
  const empty = withdrawn.length === 0 && announced.length === 0;
  if (!inetCarried && !empty)
    reading.attributeErrors.push({
      attribute: 'NLRI',
      action: 'attribute-discard',
      cause: 'IPv4 unicast routes came, which were not negotiated.',
    });
  const reachable = announced.length > 0 || reading.foreignRoutes || (reading.reach?.keys.length ?? 0) > 0;
  if (reachable) checkMandatory(reading, announced.length > 0, context);
  const severe = reading.attributeErrors.find(({ action }) => action === 'treat-as-withdraw');
  // Without reachable routes it is uncertain whether all were found (RFC 7606 §5.2).
  if (severe !== undefined && !reachable) {
    const cause = `${severe.cause} The UPDATE has no reachable routes that could be treated as withdrawn.`;
    return reading.faultyMp === undefined
      ? malformed(cause)
      : sessionFault(NOTIFICATION.optionalAttribute, cause, reading.faultyMp);
  }
  return composed(
    reading,
    inetCarried ? withdrawn : [],
    inetCarried ? announced : [],
    severe !== undefined,
    context,
    empty,
  );
}

function readInet(field: Cursor): NlriKey[] | SessionFault {
  const keys: NlriKey[] = [];
  const cause = inetNlri.read(field, keys, []);
  return cause === undefined ? keys : sessionFault(NOTIFICATION.invalidNetworkField, cause);
}

/** RFC 4271 §5 with RFC 7606 §3 d: a missing mandatory attribute withdraws. */
function checkMandatory(reading: AttributesReading, nlriField: boolean, { internal }: UpdateContext): void {
  const { draft, attributeErrors } = reading;
  const missing = (attribute: string, is: boolean) => {
    if (is && !attributeErrors.some((other) => other.attribute === attribute))
      attributeErrors.push({ attribute, action: 'treat-as-withdraw', cause: `${attribute} is missing.` });
  };
  missing('ORIGIN', draft.origin === undefined);
  missing('AS_PATH', draft.asPath === undefined);
  missing('NEXT_HOP', nlriField && draft.nextHop === undefined);
  missing('LOCAL_PREF', internal && draft.localPreference === undefined);
}

function composed(
  reading: AttributesReading,
  withdrawnKeys: readonly NlriKey[],
  announcedKeys: readonly NlriKey[],
  severe: boolean,
  { fourOctetAs, families }: UpdateContext,
  empty: boolean,
): Update {
  const { draft, reach, unreach, attributeErrors } = reading;
  const withdrawn: RouteSet[] = [];
  if (withdrawnKeys.length > 0) withdrawn.push({ family: 'inet', keys: withdrawnKeys, labels: [] });
  if (unreach !== undefined && unreach.keys.length > 0)
    withdrawn.push({ family: unreach.family, keys: unreach.keys, labels: [] });
  const inet: RouteSet[] = announcedKeys.length > 0 ? [{ family: 'inet', keys: announcedKeys, labels: [] }] : [];
  const mp: RouteSet[] =
    reach !== undefined && reach.keys.length > 0
      ? [{ family: reach.family, keys: reach.keys, labels: reach.labels }]
      : [];
  if (severe) {
    for (const { family, keys } of [...inet, ...mp]) withdrawn.push({ family, keys, labels: [] });
    return update({ withdrawn, attributeErrors });
  }
  if (inet.length === 0 && mp.length === 0)
    return update({ withdrawn, attributeErrors, endOfRib: empty ? endOfRib(reading, families) : undefined });
  if (!fourOctetAs) mergeAs4(draft);
  const nextHop = inet.length > 0 ? draft.nextHop : reach?.nextHop;
  const attributes = attributesOf(draft, nextHop ?? '');
  if (inet.length === 0 || mp.length === 0 || reach?.nextHop === nextHop)
    return update({ withdrawn, announced: [...inet, ...mp], attributes, attributeErrors });
  const rest = update({
    withdrawn: [],
    announced: mp,
    attributes: attributesOf(draft, reach?.nextHop ?? ''),
    attributeErrors: [],
  });
  return { ...update({ withdrawn, announced: inet, attributes, attributeErrors }), rest };
}

function update(of: {
  withdrawn: readonly RouteSet[];
  attributeErrors: readonly AttributeError[];
  announced?: readonly RouteSet[];
  attributes?: PathAttributes;
  endOfRib?: Update['endOfRib'];
}): Update {
  return {
    kind: 'update',
    withdrawn: of.withdrawn,
    announced: of.announced ?? [],
    attributes: of.attributes,
    endOfRib: of.endOfRib,
    attributeErrors: of.attributeErrors,
  };
}

/** An UPDATE without content (inet), or with only an MP_UNREACH_NLRI without routes (RFC 4724 §2). */
function endOfRib({ unreach, count }: AttributesReading, families: UpdateContext['families']): Update['endOfRib'] {
  if (count === 0) return families.has('inet') ? 'inet' : undefined;
  return count === 1 && unreach?.keys.length === 0 ? unreach.family : undefined;
}

function attributesOf(draft: AttributesDraft, nextHop: string): PathAttributes {
  const attributes: { -readonly [K in keyof PathAttributes]: PathAttributes[K] } = {
    ...NO_ATTRIBUTES,
    origin: draft.origin ?? NO_ATTRIBUTES.origin,
    asPath: draft.asPath ?? NO_ATTRIBUTES.asPath,
    nextHop,
    communities: draft.communities ?? NO_ATTRIBUTES.communities,
    extendedCommunities: draft.extendedCommunities ?? NO_ATTRIBUTES.extendedCommunities,
    largeCommunities: draft.largeCommunities ?? NO_ATTRIBUTES.largeCommunities,
    clusterList: draft.clusterList ?? NO_ATTRIBUTES.clusterList,
    // In the order of encoding: equal attributes become equal values.
    unknown: draft.unknown.length > 1 ? draft.unknown.sort((a, b) => a.type - b.type) : draft.unknown,
  };
  if (draft.med !== undefined) attributes.med = draft.med;
  if (draft.localPreference !== undefined) attributes.localPreference = draft.localPreference;
  if (draft.atomicAggregate !== undefined) attributes.atomicAggregate = draft.atomicAggregate;
  if (draft.aggregator !== undefined) attributes.aggregator = draft.aggregator;
  if (draft.originatorId !== undefined) attributes.originatorId = draft.originatorId;
  return Object.freeze(attributes);
}
