/**
 * The notation of the field numbers (`kinds`) of what `kubectl create namespace|configmap|service|deployment` sends,
 * from Kubernetes' published generated.proto files. A non-empty field that is not listed is refused, never dropped.
 */

/** How a field is decoded. Zero values are omitted, except with `pointer`, where zero is explicit. */
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
