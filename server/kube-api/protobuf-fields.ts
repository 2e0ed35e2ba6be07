/**
 * How the field numbers are written down of what `kubectl create namespace|configmap|service|deployment` sends
 * (`kinds`), from Kubernetes' published generated.proto files. A field that carries something and is not there is
 * refused, never dropped.
 */

/** How a field is read. Zero values are left out, but for `pointer`: there, zero was said. */
type FieldForm = 'text' | 'texts' | 'number' | 'pointer' | 'flag' | 'textMap' | 'intOrText' | 'ignored';

export type ProtobufField =
  | { readonly name: string; readonly form: FieldForm }
  | { readonly name: string; readonly form: 'message' | 'messages'; readonly fields: ProtobufFields };

export type ProtobufFields = { readonly [number: number]: ProtobufField };

export const plain = (name: string, form: FieldForm = 'text'): ProtobufField => ({ name, form });
export const message = (name: string, fields: ProtobufFields): ProtobufField => ({ name, form: 'message', fields });
export const messages = (name: string, fields: ProtobufFields): ProtobufField => ({ name, form: 'messages', fields });

export const METADATA = message('metadata', {
  1: plain('name'),
  2: plain('generateName'),
  3: plain('namespace'),
  4: plain('selfLink', 'ignored'),
  5: plain('uid'),
  6: plain('resourceVersion'),
  7: plain('generation', 'ignored'),
  8: plain('creationTimestamp', 'ignored'),
  11: plain('labels', 'textMap'),
  12: plain('annotations', 'textMap'),
  14: plain('finalizers', 'texts'),
  17: plain('managedFields', 'ignored'),
});
export const STATUS = plain('status', 'ignored');
