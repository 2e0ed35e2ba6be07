/**
 * Debian packages that the tests run. Installs what is missing if that is possible, and says so if not.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const WANTED = [
  { package: 'chromium', file: '/usr/bin/chromium', for: 'the journeys in a real browser' },
  { package: 'strace', file: '/usr/bin/strace', for: 'the proof that acknowledged writes are on disk' },
  { package: 'frr', file: '/usr/lib/frr/bgpd', for: 'BGP with FRR as the gateway' },
  { package: 'gobgpd', file: '/usr/bin/gobgpd', for: 'BGP with GoBGP: import into a VRF, RT-constraint' },
  { package: 'bird2', file: '/usr/sbin/bird', for: 'BGP with BIRD as a second opinion' },
  { package: 'tshark', file: '/usr/bin/tshark', for: 'an independent decoder of the BGP messages that are sent' },
  {
    package: 'python3-kubernetes',
    file: '/usr/lib/python3/dist-packages/kubernetes/__init__.py',
    for: 'the Kubernetes API with the client library of another language',
  },
  { package: 'openssl', file: '/usr/bin/openssl', for: 'a second opinion on the certificates that are issued' },
];

/** Installs missing packages; in CI a package that cannot be installed fails the run. */
export function installSystemPackages() {
  const missing = WANTED.filter(({ file }) => !existsSync(file));
  if (missing.length === 0) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    process.stderr.write(`Installing ${missing.map((wanted) => wanted.package).join(', ')} …\n`);
    // apt asks nothing, and starts no daemon of a package: runlevel 1 has none.
    const apt = (...args) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=500', '-qq', ...args], {
        stdio: ['ignore', 2, 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      });
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...missing.map((wanted) => wanted.package));
  }
  for (const { package: name, file, for: purpose } of missing) {
    if (existsSync(file)) continue;
    process.stderr.write(
      `MISSING: ${name} (${file}), needed for ${purpose}. Install it with: apt-get install ${name}\n`,
    );
    if (process.env.CI) process.exit(1);
  }
}
