/** Junos `set` commands: a word is plain, or stands in double quotes, in which `\` and `"` are escaped. */

import { tagOf, visible } from './quoted.ts';

export const junos = tagOf('junos', (text) => {
  const seen = visible(text);
  return /^[A-Za-z0-9._:/@+-]+$/.test(seen) ? seen : `"${seen.replace(/[\\"]/g, String.raw`\$&`)}"`;
});
