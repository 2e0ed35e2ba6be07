/** The representation that a client requests: the object, a Table of columns, or only its metadata. */

export type Representation = 'object' | 'table' | 'partial';

/** The first media range of the Accept header that can be served; JSON always can. Undefined: none (406). */
export function representationOf(accept: string | undefined): Representation | undefined {
  if (accept === undefined || accept.trim() === '') return 'object';
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const named = new Map(
      parameters.map((parameter) => [
        parameter.slice(0, parameter.indexOf('=')),
        parameter.slice(parameter.indexOf('=') + 1),
      ]),
    );
    if (!['application/json', 'application/*', '*/*'].includes(type)) continue;
    const as = named.get('as');
    if (as === undefined) return 'object';
    if (named.get('g') !== 'meta.k8s.io' || (named.get('v') !== 'v1' && named.get('v') !== 'v1beta1')) continue;
    if (as === 'Table') return 'table';
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'partial';
  }
  return undefined;
}

export function notAcceptable(): string {
  return (
    'only the following media types are accepted: application/json, application/json;as=Table;g=meta.k8s.io;v=v1, ' +
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
  );
}
