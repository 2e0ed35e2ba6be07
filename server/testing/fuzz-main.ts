/** `npm run fuzz`: inputs against decoders for a while; what fails is kept as a file and is a test from then on. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInput } from '../engine/bgp/fuzz/check-input.ts';
import { generateInput } from '../engine/bgp/fuzz/generate.ts';
import { createRandom } from '../engine/bgp/fuzz/random.ts';
import { shrink } from '../engine/bgp/fuzz/shrink.ts';
import { hexKey } from '../model/bgp/administrator.ts';

const FAILING = join(import.meta.dirname, '..', 'engine', 'bgp', 'fuzz', 'failing');
/** After that many the rest is most likely the same mistake. */
const ENOUGH = 20;
/** Inputs of one seed; the next has its number plus one, so that a failure is found again in seconds. */
const INPUTS_A_SEED = 10_000;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

const [what, ...words] = process.argv.slice(2);
if (what !== 'bgp') refuse(`There is nothing called ${what ?? '(nothing)'} to be fuzzed: use \`npm run fuzz -- bgp\`.`);
const options = new Map([
  ['minutes', '1'],
  ['seed', String((Date.now() % 1_000_000) + 1)],
]);
for (let index = 0; index < words.length; index += 2) {
  const name = words[index]!.replace(/^--/, '');
  const value = words[index + 1];
  if (!words[index]!.startsWith('--') || !options.has(name) || value === undefined || !/^(\d+\.)?\d+$/.test(value)) {
    refuse(`The option ${words[index]} is not understood: use --minutes N or --seed S.`);
  }
  options.set(name, value);
}
const first = Number(options.get('seed'));
const end = Date.now() + Number(options.get('minutes')) * 60_000;

let inputs = 0;
let failures = 0;
for (let seed = first; Date.now() < end && failures < ENOUGH; seed++) {
  const random = createRandom(seed);
  for (let count = 0; count < INPUTS_A_SEED && Date.now() < end && failures < ENOUGH; count++) {
    const bytes = generateInput(random);
    const problem = checkInput(bytes);
    inputs++;
    if (problem === undefined) continue;
    failures++;
    const file = join(FAILING, `${seed}-${count}.hex`);
    mkdirSync(FAILING, { recursive: true });
    writeFileSync(file, `${hexKey(shrink(bytes, (shorter) => checkInput(shorter) !== undefined))}\n`);
    process.stderr.write(`${file}: ${problem}\n`);
  }
  process.stdout.write(`seed ${seed}: ${inputs} inputs, ${failures} failures\n`);
}
process.exit(failures === 0 ? 0 : 1);
