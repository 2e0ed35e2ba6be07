/** `npm run bench -- NAME [WORDS]`: runs `bench/<name>.ts`; prints `name: value` lines on stdout and nothing else. */
interface Bench {
  run(print: (name: string, value?: string) => void, words: readonly string[]): Promise<void>;
}

const BENCHES: { readonly [name: string]: () => Promise<Bench> } = {
  store: () => import('./store.ts'),
  derive: () => import('./derive.ts'),
  'kube-manager': () => import('./kube-manager.ts'),
  views: () => import('./views.ts'),
  topology: () => import('./topology.ts'),
  loop: () => import('./loop.ts'),
  origination: () => import('./origination.ts'),
  growth: () => import('./growth.ts'),
  kube: () => import('./kube.ts'),
  reach: () => import('./reach.ts'),
  bgp: () => import('./bgp.ts'),
  bystander: () => import('./bystander.ts'),
  'bgp-target': () => import('./bgp-target.ts'),
};
/** Those that take arguments: names of routers, options. */
const WITH_WORDS: ReadonlySet<string> = new Set(['growth', 'kube', 'loop', 'bgp', 'bgp-target', 'bystander']);

const [name = '', ...more] = process.argv.slice(2);
const bench = (more.length === 0 || WITH_WORDS.has(name)) && Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  process.stderr.write(
    `There is no benchmark "${[name, ...more].join(' ')}": say npm run bench -- NAME with one of ` +
      `${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exit(2);
}
const { run } = await bench();
await run((line, value) => process.stdout.write(value === undefined ? `${line}\n` : `${line}: ${value}\n`), more);
