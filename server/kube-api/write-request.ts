/** Converts an HTTP request to a write. */

import type { Request } from 'express';
import { own } from '../model/own.ts';
import { fieldValidationOf } from './accept-object.ts';
import { deleteOptionsOf, dryRunOf } from './delete-options.ts';
import { evictionOf } from './eviction.ts';
import type { KubePath } from './kube-path.ts';
import { jsonOf, receiveBody, valueOf } from './request-body.ts';
import { failure, methodNotAllowed } from './status.ts';
import type { PatchType, WriteRequest } from './write.ts';

const PATCH_TYPES: { readonly [media: string]: PatchType } = {
  'application/merge-patch+json': 'merge',
  'application/json-patch+json': 'json',
  'application/strategic-merge-patch+json': 'strategic',
};

export async function readWrite(
  request: Request,
  target: KubePath,
  query: URLSearchParams,
): Promise<{ readonly write: WriteRequest; readonly dryRun: boolean }> {
  const body = await receiveBody(request);
  const dryRun = dryRunOf(query.getAll('dryRun'));
  switch (request.method) {
    case 'POST': {
      const value = await valueOf(body);
      return {
        write: { verb: 'create', target, body: value, validation: fieldValidationOf(query) },
        dryRun: dryRun || (target.subresource === 'eviction' && evictionOf(target, value).dryRun),
      };
    }
    case 'PUT':
      return {
        write: { verb: 'replace', target, body: await valueOf(body), validation: fieldValidationOf(query) },
        dryRun,
      };
    case 'PATCH': {
      const type = patchType(body.type, target);
      return {
        write: { verb: 'patch', target, body: await jsonOf(body), validation: fieldValidationOf(query), type },
        dryRun,
      };
    }
    case 'DELETE': {
      const given = body.bytes.length === 0 ? null : await valueOf(body);
      const parsed = deleteOptionsOf(given, query);
      return { write: { verb: 'delete', target, options: parsed.options, query }, dryRun: dryRun || parsed.dryRun };
    }
    default:
      throw methodNotAllowed();
  }
}

function patchType(type: string, target: KubePath): PatchType {
  if (type === 'application/apply-patch+yaml' || type === 'application/apply-patch+cbor') {
    throw failure(
      415,
      'UnsupportedMediaType',
      'server-side apply is not served here, as metadata.managedFields are not kept: use "kubectl apply" without ' +
        '--server-side',
    );
  }
  const found = own(PATCH_TYPES, type);
  if (found !== undefined && !(found === 'strategic' && target.resource.custom)) return found;
  const accepted = Object.entries(PATCH_TYPES)
    .filter(([, kind]) => !target.resource.custom || kind !== 'strategic')
    .map(([media]) => media)
    .sort();
  throw failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}
