import { objectSchema } from '../metadata.ts';
import { described, FLAG, mapOf, TEXT } from '../schema.ts';

export const SECRET = objectSchema('Secret', 'Keys and values that only reads of Secrets show.', {
  type: described(TEXT, 'Opaque unless given; it says which keys are required. It cannot change.'),
  data: described(mapOf(TEXT), 'Values in base64.'),
  stringData: described(mapOf(TEXT), 'Values in clear text, written over those of data. Never returned.'),
  immutable: described(FLAG, 'Neither data nor this can change any more.'),
});
