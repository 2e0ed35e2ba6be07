/** JSON pointers (RFC 6901): `/spec/ports/0`, each step with `~` and `/` escaped. */

/** `/<step>…`: the pointer with these steps. */
export function pointerTo(steps: readonly PropertyKey[]): string {
  return steps.map((step) => `/${escapedStep(String(step))}`).join('');
}

/** The steps of a pointer, unescaped. */
export function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(plainStep);
}

export function escapedStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function plainStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
