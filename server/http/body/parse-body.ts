/**
 * Parses bodies. JSON is parsed in steps, between which the event loop is yielded; long YAML in a worker with a
 * timeout. The same budget applies to both.
 */

import { isUtf8 } from 'node:buffer';
import { refused, tooManyBytes, type Budget } from '../../engine/budget/budget.ts';
import { JsonReading } from '../../engine/budget/json-reading.ts';
import type { Json } from '../../model/json.ts';
import { LongTask } from '../turn-budget.ts';
import { YamlReader } from './yaml-reader.ts';
import { readYamlText } from './yaml-text.ts';

/** Values that are read before yielding to other requests. */
const STEP = 5_000;
/** Bytes of YAML that are parsed at once, which takes a few milliseconds; longer texts are parsed in a thread. */
const YAML_AT_ONCE = 8 * 1024;

const yamlReader = new YamlReader();

/** The text of a body. 400 when it is not UTF-8; a byte order mark is left out. */
function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw refused('The body is not valid UTF-8: send the text as UTF-8');
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** A JSON body. Refuses with a `Problem` of 400, or 413 over the budget. */
export async function parseJson(bytes: Buffer, budget: Budget): Promise<Json> {
  if (bytes.length > budget.bytes) throw tooManyBytes(budget);
  const reading = new JsonReading(textOf(bytes), budget);
  const task = new LongTask();
  task.spend('bytes', bytes.length);
  while (!reading.read(STEP)) if (task.spend('nodes', STEP)) await task.nextTurn();
  return reading.value;
}

/** A YAML body of one document, as JSON. */
export async function parseYaml(bytes: Buffer, budget: Budget): Promise<Json> {
  if (bytes.length > budget.bytes) throw tooManyBytes(budget);
  const text = textOf(bytes);
  if (bytes.length <= YAML_AT_ONCE) return readYamlText(text, budget);
  return parseJson(await yamlReader.toJson(text, budget), budget);
}
