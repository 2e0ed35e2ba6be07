/**
 * Makes what two clusters print comparable. What is blanked differs from run to run (times, uids, versions, drawn names
 * and addresses) or belongs to a cluster and not to its API (which nodes and system namespaces there are).
 */

const RULES: readonly (readonly [RegExp, string])[] = [
  // Times, and ages as kubectl prints them.
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME'],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME'],
  [/(?<=\s)(\d+[dhms]){1,2}(?=\s|$)/gm, 'AGE'],
  // Numbers and names that are drawn.
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, 'UID'],
  [/(resourceVersion"?: ?)"\d+"/g, '$1"N"'],
  [/("continue": ?)"[^"]*"/g, '$1"TOKEN"'],
  [/\b(web|webserver)-[\da-z]{8,10}-[\da-z]{5}\b/g, '$1-HASH-ID'],
  [/\b(web|webserver)-[\da-z]{8,10}\b/g, '$1-HASH'],
  [/pod-template-hash=[\da-z]+/g, 'pod-template-hash=HASH'],
  [/\b10\.(3[2-9]|4[0-7])\.\d+\.\d+\b/g, 'POD-ADDRESS'],
  [/\b10\.(9[6-9]|10\d|11[01])\.\d+\.\d+\b/g, 'CLUSTER-IP'],
  [/(?<=:)3\d{4}(?=\/)/g, 'NODE-PORT'],
  [/\bcent\d{3}\b/g, 'NODE'],
  [/https:\/\/127\.0\.0\.1:\d+/g, 'SERVER'],
  // Namespaces that one of the two clusters has for itself.
  [/^(contrail|kube-node-lease) .*\n/gm, ''],
  // Columns are as wide as their content.
  [/ {2,}/g, '  '],
  [/ +$/gm, ''],
];

/** `before`: further rules, that come first. */
export function normalise(printed: string, before: typeof RULES = []): string {
  return [...before, ...RULES].reduce((text, [pattern, word]) => text.replace(pattern, word), printed).trimEnd();
}
