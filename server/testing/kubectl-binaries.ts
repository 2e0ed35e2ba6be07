/**
 * Where kubectl of each minor version is: `kubectl.1.32` in a folder of `KUBECTL_DIR` or PATH, or beside the file that
 * `kubectl` itself leads to. Says loudly which are not there: the replay of recordings never skips.
 */

import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface KubectlBinary {
  readonly version: string;
  readonly path: string;
}

function folders(): readonly string[] {
  const { KUBECTL_DIR = '', PATH = '' } = process.env;
  const named = [KUBECTL_DIR, PATH].flatMap((list) => list.split(delimiter)).filter((folder) => folder !== '');
  const resolved = named
    .map((folder) => join(folder, 'kubectl'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
  return [...named, ...resolved];
}

/** Of these minor versions, those that are installed. */
export function kubectlBinaries(versions: readonly string[]): readonly KubectlBinary[] {
  const found = versions.flatMap((version) => {
    const path = folders()
      .map((folder) => join(folder, `kubectl.${version}`))
      .find((file) => existsSync(file));
    return path === undefined ? [] : [{ version, path }];
  });
  for (const version of versions)
    if (!found.some((binary) => binary.version === version))
      console.warn(`\n*** kubectl.${version} IS NOT INSTALLED (PATH, KUBECTL_DIR): not tested against it ***\n`);
  return found;
}
