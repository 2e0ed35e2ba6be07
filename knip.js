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
  // A program of the system, by which scripts/lib/system-packages.mjs installs others.
  ignoreBinaries: ['apt-get'],
  // One value may have the names that two RFC sections give it: flags of BGP attributes.
  exclude: ['duplicates'],
};
