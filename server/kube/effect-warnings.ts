/**
 * Warnings about fields that are kept without the effect that they promise, as their declarations say
 * (`withoutEffect` in `contract/kube`): returned in the `Warning` header when they are new.
 */

import type { Effect, KubeSchema } from '../contract/kube/schema.ts';
import { KUBE_SCHEMAS } from '../contract/kube/schemas.ts';
import { isObject, type Json } from '../model/json.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';

interface Warned {
  /** From the object to the field; `*` stands for the items of a list. */
  readonly path: readonly string[];
  readonly effect: Extract<Effect, { readonly becomes: 'warned' }>;
}

const EACH = '*';
const found = new Map<KubeKind, readonly Warned[]>();

function warnedOf(kind: KubeKind): readonly Warned[] {
  let warned = found.get(kind);
  if (warned === undefined) {
    const { spec } = KUBE_SCHEMAS[kind].properties ?? {};
    found.set(kind, (warned = spec === undefined ? [] : [...warnedBelow(spec, ['spec'])]));
  }
  return warned;
}

function* warnedBelow(schema: KubeSchema, path: readonly string[]): Iterable<Warned> {
  if (schema.effect?.becomes === 'warned') yield { path, effect: schema.effect };
  // What is in a field that is kept is kept with it.
  if (schema.effect !== undefined) return;
  if (schema.items !== undefined) yield* warnedBelow(schema.items, [...path, EACH]);
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* warnedBelow(field, [...path, name]);
}

/** `before` is the stored object, if there is one: what it had been warned about is not told again. */
export function effectWarnings(kind: KubeKind, object: AnyKubeObject, before?: AnyKubeObject): readonly string[] {
  const warnings = warningsOf(kind, object);
  if (warnings.length === 0 || before === undefined) return warnings;
  const told = new Set(warningsOf(kind, before));
  return warnings.filter((warning) => !told.has(warning));
}

function warningsOf(kind: KubeKind, object: AnyKubeObject): readonly string[] {
  return warnedOf(kind).flatMap(({ path, effect }) =>
    [...valuesAt(object as unknown as Json, path, '')]
      .filter(({ value }) => !asksForNothing(value, effect.unless))
      .map(({ where }) => `${where}: kept, and without effect here: ${effect.why}`),
  );
}

function asksForNothing(value: Json, unless: string | number | undefined): boolean {
  return value === null || value === unless || (Array.isArray(value) && value.length === 0);
}

/** The values at a path, each with where it is: `spec.containers[0].readinessProbe`. */
function* valuesAt(
  value: Json,
  [step, ...rest]: readonly string[],
  where: string,
): Iterable<{ readonly where: string; readonly value: Json }> {
  if (step === undefined) yield { where, value };
  else if (step === EACH) {
    if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* valuesAt(item, rest, `${where}[${at}]`);
  } else if (isObject(value) && Object.hasOwn(value, step))
    yield* valuesAt(value[step]!, rest, where === '' ? step : `${where}.${step}`);
}
