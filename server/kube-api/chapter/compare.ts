/**
 * Compares what is printed with what the chapter prints: tables column by column, other lines word by word. Names and
 * addresses of pods are drawn: what the chapter calls a pod stands for the one that is printed in its place, in later
 * commands too.
 */

/** What the chapter calls it → what it is here. */
export type Known = Map<string, string>;

const POD = /\bwebserver-[\da-z]+-[\da-z]{5}\b/;
const ADDRESS = /\b10\.47\.255\.\d+\b/;
const DRAWN = new RegExp(`${POD.source}|${ADDRESS.source}`, 'g');
/** Cells that are alike and not equal: names and addresses of pods, ages, nodes of pods. */
const ALIKE = [POD, ADDRESS, /^(\d+[dhms]){1,2}$/, /^cent(222|333)$/];

/** With the names that things have here. */
export const translated = (text: string, known: Known): string =>
  text.replace(DRAWN, (word) => known.get(word) ?? word);

/** What differs, in sentences; adds to `known`. */
export function differences(chapter: readonly string[], printed: readonly string[], known: Known): readonly string[] {
  const [first = ''] = chapter;
  if (first.startsWith('NAME ')) {
    const places = placesOf(cells(first), cells(printed[0] ?? ''));
    if (places === undefined) return [`The columns are ${printed[0]} and not ${first}`];
    return rowDifferences(chapter.slice(1), printed.slice(1), places, known);
  }
  // A table whose header `grep` has taken.
  if (/\s\d+[dhms]$/.test(first)) return rowDifferences(chapter, printed, [...cells(first).keys()], known);
  return chapter.length === printed.length
    ? chapter.flatMap((line, index) => {
        const [expected, here] = [measured(translated(line, known)), measured(printed[index]!)];
        return expected === here ? [] : [`printed is ${here} and not ${expected}`];
      })
    : [`printed is ${printed.join(' | ')} and not ${chapter.join(' | ')}`];
}

/** Times of round trips are modelled; how many packets there were depends on who stops them. */
const measured = (line: string): string =>
  line
    .replace(/time=[\d.]+ ms/, 'time=T ms')
    .replace(/= [\d.]+\/[\d.]+\/[\d.]+ ms/, '= T/T/T ms')
    .replace(/[1-9]\d* packets/g, 'N packets')
    // Deployments were of another group when the chapter was written.
    .replace('deployment.extensions/', 'deployment.apps/');

/** `...` is a cell of the chapter that stands for any number of columns. */
const cells = (line: string): readonly string[] => line.trim().split(/ {2,}|(?<!MODE|NOMINATED|READINESS) (?!GATES)/);

/**
 * Where each of the chapter's columns is among those that are printed; undefined if one is not there, or others are
 * between them. The chapter may have cut off the last ones.
 */
function placesOf(wanted: readonly string[], here: readonly string[]): readonly number[] | undefined {
  const places: number[] = [];
  for (const [index, name] of wanted.entries()) {
    const after = places.findLast((place) => place >= 0) ?? -1;
    const place = name === '...' ? -1 : here.indexOf(name, after + 1);
    if (name !== '...' && (place < 0 || (place !== after + 1 && wanted[index - 1] !== '...'))) return undefined;
    places.push(place);
  }
  return places;
}

/** Rows in any order: kubectl sorts by name, and names are drawn. */
function rowDifferences(
  chapter: readonly string[],
  printed: readonly string[],
  places: readonly number[],
  known: Known,
): readonly string[] {
  const left = printed.map(cells);
  const missing: string[] = [];
  const taken = new Set(known.values());
  for (const line of chapter) {
    const row = cells(line);
    const found = left.find((here) =>
      row.every((cell, index) => {
        const place = places[index]!;
        const value = here[place] ?? '';
        if (place < 0) return true;
        if (known.has(cell)) return value === known.get(cell);
        return cell === value || (!taken.has(value) && ALIKE.some((like) => like.test(cell) && like.test(value)));
      }),
    );
    if (found === undefined) {
      missing.push(`${line} is not printed, but ${left.map((here) => here.join(' ')).join(' | ') || 'nothing'}`);
      continue;
    }
    left.splice(left.indexOf(found), 1);
    for (const [index, cell] of row.entries())
      if (POD.test(cell) || ADDRESS.test(cell)) known.set(cell, found[places[index]!]!);
  }
  return [...missing, ...left.map((here) => `${here.join(' ')} is printed, and not in the chapter`)];
}
