/**
 * Secrets. Their values are kept in base64 and shown by reads of Secrets alone (`secretParts`), so no message quotes
 * one.
 */

import { deepEqual, isObject } from '../../model/json.ts';
import { readBase64 } from '../base64.ts';
import { forbiddenField, invalidValue, required } from '../causes.ts';
import { configKeyCauses, VALUES_LIMIT } from '../config-keys.ts';
import { child, childIf, fill, setField, text, type Draft } from '../draft.ts';
import { badRequest, type Cause } from '../kube-problem.ts';
import type { KindRules } from './kind-rules.ts';

const SERVICE_ACCOUNT = 'kubernetes.io/service-account.name';
const REDACTED = '<secret contents redacted>';

export const secretRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    fill(object, { type: 'Opaque' });
    if (object['type'] === '') object['type'] = 'Opaque';
    const data = childIf(object, 'data') ?? {};
    for (const [key, value] of Object.entries(data)) setField(data, key, encoded(value));
    const texts = childIf(object, 'stringData');
    if (texts !== undefined && Object.keys(texts).length > 0) {
      const target = child(object, 'data');
      for (const [key, value] of Object.entries(texts))
        setField(target, key, Buffer.from(String(value)).toString('base64'));
    }
    delete object['stringData'];
    if (Object.keys(childIf(object, 'data') ?? {}).length === 0) delete object['data'];
  },
  causes(object, old) {
    const causes: Cause[] = [];
    if (old !== undefined) causes.push(...frozenCauses(object, old));
    let size = 0;
    for (const [key, value] of Object.entries(childIf(object, 'data') ?? {})) {
      causes.push(...configKeyCauses('data', key));
      size += bytesOf(value).length;
    }
    if (size > VALUES_LIMIT)
      causes.push({
        reason: 'FieldValueTooLong',
        message: `Too long: may not be more than ${VALUES_LIMIT} bytes`,
        field: 'data',
      });
    return [...causes, ...typeCauses(object)];
  },
};

/** The value in the form in which it is kept. 400 if it is no base64, with the position, as Kubernetes says it. */
function encoded(value: unknown): string {
  const reading = readBase64(typeof value === 'string' ? value : '');
  if (reading.kind === 'illegal')
    throw badRequest(
      'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ' + String(reading.at),
    );
  return reading.bytes.toString('base64');
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64');
}

function frozenCauses(object: Draft, old: Draft): Cause[] {
  const causes: Cause[] = [];
  if (object['type'] !== old['type'])
    causes.push(invalidValue('type', text(object, 'type') ?? '', 'field is immutable'));
  if (old['immutable'] !== true) return causes;
  const why = 'field is immutable when `immutable` is set';
  if (object['immutable'] !== true) causes.push(forbiddenField('immutable', why));
  if (!deepEqual(childIf(object, 'data') ?? {}, childIf(old, 'data') ?? {})) causes.push(forbiddenField('data', why));
  return causes;
}

/** The keys that the type requires. */
function typeCauses(object: Draft): Cause[] {
  const data = childIf(object, 'data') ?? {};
  const missing = (...keys: string[]): Cause[] =>
    keys.filter((key) => !Object.hasOwn(data, key)).map((key) => required(`data[${key}]`));
  switch (object['type']) {
    case 'kubernetes.io/service-account-token':
      return (text(childIf(childIf(object, 'metadata'), 'annotations'), SERVICE_ACCOUNT) ?? '') === ''
        ? [required(`metadata.annotations[${SERVICE_ACCOUNT}]`)]
        : [];
    case 'kubernetes.io/dockercfg':
      return jsonCauses(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return jsonCauses(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const both = missing('username', 'password');
      return both.length === 2 ? both : [];
    }
    case 'kubernetes.io/ssh-auth':
      return bytesOf(data['ssh-privatekey']).length === 0 ? [required('data[ssh-privatekey]')] : [];
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key');
    default:
      return [];
  }
}

function jsonCauses(data: Draft, key: string): Cause[] {
  const at = `data[${key}]`;
  if (!Object.hasOwn(data, key)) return [required(at)];
  return isJsonObject(bytesOf(data[key])) ? [] : [invalidValue(at, REDACTED, 'it is not a JSON object')];
}

function isJsonObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return value === null || isObject(value);
  } catch {
    return false;
  }
}
