/** What `npm test` holds unused: files, exports and dependencies. Nothing is left out without a reason beside it. */
export default {
  entry: [
    'scripts/licences.mjs',
    // Started by name, as processes of their own: by scripts, by tests, by other benchmarks.
    'server/{bench,testing,testing/mutate,persistence}/**/*{main,-child}.ts',
    'server/bench/{attacker,bgp-peers/peer,longest-turn}.ts',
  ],
  project: ['server/**/*.ts', 'apps/**/*.{ts,tsx,css}', 'e2e/**/*.ts', 'scripts/**/*.mjs'],
  // Stylesheets name packages too.
  compilers: { css: (text) => [...text.matchAll(/@(import '[^']+')/g)].map(([, statement]) => statement).join('\n') },
  // Programs of the system: scripts/lib/system-packages.mjs installs others by one, and one makes a terminal.
  ignoreBinaries: ['apt-get', 'script'],
  // One value may have the names that two RFC sections give it: flags of BGP attributes.
  exclude: ['duplicates'],
};
