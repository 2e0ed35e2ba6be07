import { objectSchema } from '../metadata.ts';
import { BYTES, field, FLAG, mapOf, pointer, TEXT } from '../schema.ts';

export const SECRET = objectSchema('Secret', 'Keys and values that only reads of Secrets show.', {
  data: field(2, mapOf(BYTES), 'Values in base64.'),
  type: field(3, TEXT, 'Opaque unless given; it says which keys are required. It cannot change.'),
  stringData: field(4, mapOf(TEXT), 'Values in clear text, written over those of data. Never returned.'),
  immutable: pointer(5, FLAG, 'Neither data nor this can change any more.'),
});
