/**
 * Valid characters of names, which are read aloud, shown in tables and quoted in generated configuration. Control
 * characters and characters that change the writing direction could make a name look like another one, or like a second
 * line.
 */

/** UTF-16 units of one part of a name. Names made by kube-manager join two Kubernetes names of up to 253 each. */
const LONGEST_NAME = 1_024;

// C0, DEL and C1; line and paragraph separators; marks, embeddings, overrides and isolates of direction; the byte order
// mark.
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const PLAIN = /^[ -~]*$/;

/** The error in a name's characters or length, as the end of a sentence about it; undefined if there is none. */
export function nameFault(name: string, longest: number = LONGEST_NAME): string | undefined {
  if (name.length > longest) return `has ${name.length} characters; ${longest} are the most`;
  if (PLAIN.test(name)) return undefined;
  const found = UNPRINTABLE.exec(name);
  if (found !== null)
    return (
      `contains the character U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}, which ` +
      'cannot be seen: leave out control characters and marks of writing direction'
    );
  return /\p{Surrogate}/u.test(name) ? 'contains half of a character (a lone surrogate)' : undefined;
}
