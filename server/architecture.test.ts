/** The floors of the house, as data, held against every import. */

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CONFIG_TYPES } from './model/config/names.ts';
import { KUBE_KINDS } from './model/kube/names.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Room → rooms it may import (itself always). A room is the first folder that matches. */
const PACKAGES_OF_PURE = new Set(['zod']);
const SERVER: { readonly [room: string]: readonly string[] } = {
  'server/model': [],
  'server/contract': ['server/engine/validation', 'server/model'],
  'server/engine': ['server/model'],
  'server/store': ['server/model'],
  'server/config': ['server/store', 'server/engine', 'server/contract', 'server/model'],
  'server/kube': ['server/config', 'server/store', 'server/engine', 'server/contract', 'server/model'],
  'server/derived': ['server/store', 'server/engine', 'server/model'],
  'server/controllers': [
    'server/kube',
    'server/config',
    'server/derived',
    'server/store',
    'server/engine',
    'server/model',
  ],
  'server/events': ['server/kube', 'server/config', 'server/derived', 'server/store', 'server/engine', 'server/model'],
  'server/containers': [
    'server/kube',
    'server/config',
    'server/derived',
    'server/store',
    'server/engine',
    'server/model',
  ],
  'server/http': ['server/store', 'server/engine', 'server/contract', 'server/model'],
  'server/persistence': ['server/store', 'server/model'],
  'server/kube-api': [
    'server/http',
    'server/containers',
    'server/kube',
    'server/config',
    'server/derived',
    'server/store',
    'server/engine',
    'server/contract',
    'server/model',
  ],
  'server/config-api': [
    'server/http',
    'server/config',
    'server/derived',
    'server/store',
    'server/engine',
    'server/contract',
    'server/model',
  ],
  'server/views-api': [
    'server/http',
    'server/kube',
    'server/config',
    'server/derived',
    'server/store',
    'server/engine',
    'server/contract',
    'server/model',
  ],
  'server/bgp-speaker': ['server/engine', 'server/model'],
  'server/lab': [
    'server/bgp-speaker',
    'server/controllers',
    'server/kube',
    'server/config',
    'server/engine',
    'server/contract',
    'server/model',
  ],
  'server/settings': ['server/lab', 'server/engine', 'server/model'],
  'server/tls': ['server/model'],
  'server/observability': ['server/controllers', 'server/store', 'server/engine', 'server/model'],
  'server/interop': [
    'server/testing',
    'server/bgp-speaker',
    'server/engine',
    'server/contract',
    'server/model',
    'server/system-timers.ts',
  ],
  'server/live': ['server/http', 'server/derived', 'server/store', 'server/contract', 'server/model'],
};
const CONSOLE: { readonly [room: string]: readonly string[] } = {
  'apps/console/ui': [],
  'apps/console/domain-ui': ['apps/console/ui', 'apps/console/app/paths.ts'],
  'apps/console/data': ['apps/console/ui'],
  'apps/console/graph': [],
  'apps/console/features': [
    'apps/console/domain-ui',
    'apps/console/ui',
    'apps/console/data',
    'apps/console/graph',
    'apps/console/app/paths.ts',
    'apps/console/app/page.tsx',
  ],
};
/** The files beside the inner rooms. */
const BESIDE = 'files beside';
/** Rooms inside a room, from the lowest up. */
const INSIDE: { readonly [room: string]: readonly string[] } = {
  'server/config': [BESIDE, 'numbers', 'addresses', 'types', 'operations'],
  'server/bgp-speaker': ['connection', 'peer', BESIDE],
};
/** Rooms whose inner rooms import, of each other, only those below them; from the lowest up. */
const SIBLINGS: { readonly [room: string]: readonly string[] } = {
  'server/views-api': ['shared', 'kinds', 'trace'],
  'apps/console/features': [],
};
/** Rooms that nothing of the product imports: they drive it. */
const DRIVERS: { readonly [room: string]: readonly string[] } = {
  'server/testing': ['server/interop', 'server/bench', 'e2e'],
  'server/interop': ['server/bench', 'e2e'],
  'server/bench': [],
  e2e: [],
  scripts: [],
};
/** Rooms that serve every kind the same way: what differs is declared, in a file per kind. */
const FOR_EVERY_KIND = [
  'server/store',
  'server/persistence',
  'server/http',
  'server/live',
  'server/config-api',
  'server/contract/config',
  'server/contract/kube',
  'server/contract/record',
  'server/config/operations',
  'server/config/addresses',
  'server/kube',
  'server/kube-api',
  'server/views-api/objects',
  'apps/console/data',
  'apps/console/ui',
  'apps/console/domain-ui/objects',
];
/** Rooms whose code has no input or output, clock or randomness. */
const PURE = ['server/model', 'server/contract', 'server/engine'];
const PURE_FORBIDDEN = /\b(Date\.now|Math\.random|new Date\(\)|crypto\.)/;

function files(folder: string, named = /\.(tsx?|mjs)$/): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return files(path, named);
    return named.test(entry.name) ? [path] : [];
  });
}

const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || (/\/testing(\/|-)/.test(file) && !file.startsWith('server/testing/'));
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/.*$/gm, '$1');

/** The comments of a file, without what leads their lines. */
function commentsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = file.endsWith('.scenario')
    ? text.matchAll(/^\s*#.*$/gm)
    : text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|[^:'"`])\/\/.*$/gm);
  return [...found].map(([comment]) => comment.replace(/\n\s*\*/g, ' '));
}

/** The path, and each of its ends: as a comment may name a file. */
function suffixesOf(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function importsOf(file: string): string[] {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'));
  return [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]/g),
    ...text.matchAll(/(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map((match) => match[1]!);
}

const roomOf = (file: string, rooms: { readonly [room: string]: readonly string[] }) =>
  Object.keys(rooms).find((room) => file.startsWith(`${room}/`));
const all = [...files('server'), ...files('apps'), ...files('e2e'), ...files('scripts')].filter(
  (file) => !isTest(file) && statSync(join(root, file)).size > 0,
);
const target = (file: string, specifier: string) => relative(root, resolve(root, dirname(file), specifier));

describe('floors', () => {
  test.each([
    ['server', SERVER],
    ['console', CONSOLE],
  ] as const)('every import of the %s goes down', (_name, rooms) => {
    const sentences: string[] = [];
    for (const file of all) {
      const room = roomOf(file, rooms);
      if (room === undefined) continue;
      for (const specifier of importsOf(file)) {
        if (!specifier.startsWith('.')) {
          if (PURE.includes(room) && !(room === 'server/contract' && PACKAGES_OF_PURE.has(specifier)))
            sentences.push(
              `${file} imports the package ${specifier}: ${room} is pure, hand the result in as a parameter.`,
            );
          continue;
        }
        const path = target(file, specifier);
        const allowed =
          path.startsWith(`${room}/`) ||
          rooms[room]!.some((other) => path === other || path.startsWith(`${other}/`)) ||
          (rooms === CONSOLE && PURE.some((pure) => path.startsWith(`${pure}/`)));
        if (!allowed)
          sentences.push(
            `${file} imports ${path}: ${room} may import only ${rooms[room]!.join(', ') || 'itself'}. Move the ` +
              'shared part down, or hand it in from compose.ts.',
          );
      }
    }
    expect(sentences).toEqual([]);
  });

  test('nothing of the product imports what drives it', () => {
    const sentences = all.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => target(file, specifier))
        .flatMap((path) => {
          const driver = roomOf(path, DRIVERS);
          return driver === undefined || [driver, ...DRIVERS[driver]!].some((room) => file.startsWith(`${room}/`))
            ? []
            : [`${file} imports ${path}: ${driver} is for tests and tools. Move what both need down.`];
        }),
    );
    expect(sentences).toEqual([]);
  });

  test('scripts run without the product, and no file is a barrel', () => {
    const sentences = all.flatMap((file) => [
      ...importsOf(file)
        .filter((specifier) => file.startsWith('scripts/') && specifier.startsWith('.'))
        .map((specifier) => target(file, specifier))
        .filter((path) => !path.startsWith('scripts/'))
        .map((path) => `${file} imports ${path}: scripts start before anything is installed; start a process instead.`),
      ...(/(?:^|\n)export \* from/.test(withoutComments(readFileSync(join(root, file), 'utf8')))
        ? [`${file} passes on all of another file: import that one where it is needed.`]
        : []),
    ]);
    expect(sentences).toEqual([]);
  });

  test('inside a room every import goes down', () => {
    const sentences = Object.entries(INSIDE).flatMap(([room, order]) => {
      const level = (file: string) => {
        const [inner, ...further] = file.slice(room.length + 1).split('/');
        return order.indexOf(further.length === 0 ? BESIDE : inner!);
      };
      return all
        .filter((file) => file.startsWith(`${room}/`))
        .flatMap((file) =>
          importsOf(file)
            .filter((specifier) => specifier.startsWith('.'))
            .map((specifier) => target(file, specifier))
            .filter((path) => path.startsWith(`${room}/`) && level(path) > level(file))
            .map(
              (path) =>
                `${file} imports ${path}: inside ${room} the order is ${order.join(', ')}. Move the shared part down.`,
            ),
        );
    });
    expect(sentences).toEqual([]);
  });

  test.each(Object.entries(SIBLINGS))('rooms of %s never import each other', (room, below) => {
    const inner = (file: string): string | undefined => {
      const parts = file.slice(room.length + 1).split('/');
      return parts.length > 1 ? parts[0] : undefined;
    };
    const sentences = all
      .filter((file) => file.startsWith(`${room}/`) && inner(file) !== undefined)
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(file, specifier))
          .filter((path) => path.startsWith(`${room}/`) && inner(path) !== inner(file))
          .filter((path) => {
            const level = below.indexOf(inner(path) ?? '');
            const own = below.indexOf(inner(file)!);
            return level < 0 || (own >= 0 && level > own);
          })
          .map((path) => `${file} imports ${path}: what rooms of ${room} share stands below them.`),
      );
    expect(sentences).toEqual([]);
  });

  test('the console reaches the server only through contract, model and engine', () => {
    const sentences = all
      .filter((file) => file.startsWith('apps/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(file, specifier))
          .filter((path) => path.startsWith('server/') && !PURE.some((pure) => path.startsWith(`${pure}/`)))
          .map(
            (path) =>
              `${file} imports ${path}: use the API, or move the pure part to server/contract, model or engine.`,
          ),
      );
    expect(sentences).toEqual([]);
  });

  test('pure rooms take time and randomness as parameters', () => {
    const sentences = all
      .filter((file) => PURE.some((room) => file.startsWith(`${room}/`)))
      .filter((file) => PURE_FORBIDDEN.test(withoutComments(readFileSync(join(root, file), 'utf8'))))
      .map((file) => `${file} reads a clock or draws randomness: take it as a parameter.`);
    expect(sentences).toEqual([]);
  });

  test('process.env is read in settings only', () => {
    const sentences = all
      .filter(
        (file) =>
          file.startsWith('server/') &&
          file !== 'server/main.ts' &&
          !file.startsWith('server/testing/') &&
          !file.startsWith('server/bench/'),
      )
      .filter((file) => /process\.env/.test(withoutComments(readFileSync(join(root, file), 'utf8'))))
      .map((file) => `${file} reads process.env: add an option to settings/options.ts.`);
    expect(sentences).toEqual([]);
  });

  // A table that takes any text as a key finds `constructor` and `toString` too, which are no keys of it.
  test('tables with any text as key are asked with hasOwn, or are Maps', () => {
    const type = /(?:Readonly<)?\{ (?:readonly )?\[\w+: string\][^=;]*/.source;
    const table = new RegExp(`(?:^|\\n)(?:export )?const (\\w+): ${type}=\\s*(?:Object\\.freeze\\()?\\{`, 'g');
    const sentences = all
      .filter((file) => file.startsWith('server/') && !file.startsWith('server/testing/'))
      .flatMap((file) => {
        const text = withoutComments(readFileSync(join(root, file), 'utf8'));
        return [...text.matchAll(table)].flatMap(([, name]) =>
          [
            ...[...text.matchAll(new RegExp(`(?<![\\w.])${name}\\[(?!['"\\d])[^\\]]*\\]`, 'g'))].filter(
              ({ index }) => !text.slice(Math.max(0, index - 200), index).includes(`Object.hasOwn(${name},`),
            ),
            ...text.matchAll(new RegExp(` in ${name}\\b`, 'g')),
          ].map(
            ([use]) =>
              `${file}: ${use.trim()} looks up on Object.prototype as well: ask with own() of model/own.ts or ` +
              `Object.hasOwn, or make ${name} a Map.`,
          ),
        );
      });
    expect(sentences).toEqual([]);
  });

  // client.ts tells views, which wait for what was written, from the other two APIs.
  test('the console spells no address of a view: it asks by name', () => {
    const sentences = all
      .filter((file) => file.startsWith('apps/console/') && file !== 'apps/console/data/client.ts')
      .filter((file) => {
        const text = withoutComments(readFileSync(join(root, file), 'utf8'));
        return /\/views\b/.test(text.replaceAll(/\b(?:from|import\()\s*(['"])[^'"]+\1/g, ''));
      })
      .map((file) => `${file} spells an address below /views: declare the view, and ask with data/views.ts.`);
    expect(sentences).toEqual([]);
  });

  // Keys of queries are held by reading.test.ts of that room.
  test('only the room data spells paths and kinds of what the console reads', () => {
    const spelled = /\bliveScope\(|\breading(?:IfThere|EveryRow|Pages)?[<(]/;
    const sentences = all
      .filter((file) => file.startsWith('apps/console/') && !file.startsWith('apps/console/data/'))
      .flatMap((file) => {
        const [use] = spelled.exec(withoutComments(readFileSync(join(root, file), 'utf8'))) ?? [];
        return use === undefined ? [] : [`${file}: ${use} spells what is read: ask by name, with a query of data.`];
      });
    expect(sentences).toEqual([]);
  });

  test('a page of the console says what it needs, and neither waits nor looks at its address by itself', () => {
    const others: { readonly [file: string]: string } = {
      'apps/console/features/topology/topology-page.tsx': 'its toolbar asks for another picture while one is awaited',
    };
    const own = /\b(?:useParams|useSearch|PageSkeleton|NotRead|useFate)\b/;
    const sentences = all
      .filter((file) => file.startsWith('apps/console/features/') && !Object.hasOwn(others, file))
      .flatMap((file) => {
        const [use] = own.exec(withoutComments(readFileSync(join(root, file), 'utf8'))) ?? [];
        return use === undefined
          ? []
          : [`${file} has ${use}: declare it with page() of app/page.tsx, read a part with ReadPart of ui.`];
      });
    expect(sentences).toEqual([]);
  });

  test('the console loads no schema of an answer or of a query: it imports types alone', () => {
    const loads = (file: string): readonly string[] =>
      [
        ...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(
          /(?:^|\n)(?:import|export)\s(?!type\b)[^'"`;]*?from\s*['"](\.[^'"]+)['"]/g,
        ),
      ].map((match) => target(file, match[1]!));
    const reached = new Map<string, string>();
    const visit = (file: string, from: string): void => {
      if (reached.has(file) || !/\.tsx?$/.test(file)) return;
      reached.set(file, from);
      for (const next of loads(file)) visit(next, file);
    };
    for (const file of all.filter((one) => one.startsWith('apps/console/'))) visit(file, file);
    expect([...reached.keys()]).toContain('server/contract/endpoints/views.ts');
    const sentences = [...reached]
      .filter(([file]) => /^server\/contract\/(live\/|views\/(?!tables\.ts$)|endpoints\/(?!views\.ts$))/.test(file))
      .map(([file, from]) => `${from} loads ${file}: import types alone.`);
    expect(sentences).toEqual([]);
  });

  test('properties are tried with the seeds of everybody', () => {
    const sentences = [...files('server'), ...files('apps')]
      .filter(
        (file) =>
          file !== 'server/testing/seed.ts' &&
          /\bfc\s*\.\s*(assert|check)\(/.test(readFileSync(join(root, file), 'utf8')),
      )
      .map((file) => `${file} calls fast-check itself: use holds of server/testing/seed.ts.`);
    expect(sentences).toEqual([]);
  });

  // Images of styles/icons cannot read tokens.
  test('the palette stands in tokens.css alone', () => {
    const functions = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/;
    const named = /[\s,](?:white|black|gr[ae]y|red|green|blue|orange|yellow)\b/.source;
    const raw = {
      css: new RegExp(`:[^;{}]*(?:#[0-9a-f]{3,8}\\b|${functions.source}|${named})`, 'i'),
      code: new RegExp(`['"\`](?:#[0-9a-f]{3,8}['"\`]|${functions.source})`, 'i'),
    };
    const sentences = readdirSync(join(root, 'apps/console'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(css|tsx?)$/.test(file) && !isTest(file) && file !== 'tokens.css')
      .flatMap((file) =>
        withoutComments(readFileSync(join(root, 'apps/console', file), 'utf8'))
          .split('\n')
          .filter((line) => (file.endsWith('.css') ? raw.css : raw.code).test(line))
          .map((line) => `apps/console/${file} has a colour of its own: ${line.trim()}`),
      );
    expect(sentences).toEqual([]);
  });

  test('utilities of the style sheets are words: an element has no class of one letter', () => {
    const sentences = readdirSync(join(root, 'apps/console'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx') && !isTest(file))
      .flatMap((file) =>
        [...readFileSync(join(root, 'apps/console', file), 'utf8').matchAll(/className="([^"]*)"/g)]
          .flatMap(([, classes]) => classes!.split(' '))
          .filter((one) => /^(?:[a-qs-z]|t1[12]|g[134]|m5|sr|ell|mid|mute)$/.test(one))
          .map((one) => `apps/console/${file}: class ${one}; their names stand in apps/console/README.md.`),
      );
    expect(sentences).toEqual([]);
  });

  test('no line is longer than 120 characters', () => {
    const sentences = ['server', 'apps', 'e2e', 'scripts', 'public']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
      )
      .concat(readdirSync(root))
      .filter((file) => /\.(tsx?|m?js|css)$/.test(file))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, index) =>
            line.length > 120 ? [`${file}:${index + 1} is ${line.length} characters long.`] : [],
          ),
      );
    expect(sentences).toEqual([]);
  });

  // Words are for people and change; a fault has a code, an outcome has members.
  test('nothing is decided by the words of a sentence of ours', () => {
    const asked = /\b(?:message|detail|sentence|reason)\)?\??\.(?:includes|startsWith|endsWith|match|search|indexOf)\(/;
    const tried = /\.(?:test|exec)\((?:\w+\.)*(?:message|detail|sentence)\)/;
    const decides = new RegExp(`${asked.source}|${tried.source}`, 'g');
    const others: { readonly [file: string]: string } = {
      'server/http/body/yaml-text.ts': 'js-yaml has no codes',
      'server/contract/config/fields.ts': "zod's own issues have no words of ours",
      'apps/console/app/shell/fallbacks.tsx': 'browsers tell a script that did not arrive by words alone',
      'apps/console/features/topology/node-body.tsx': 'the detail of a node is a prefix or a word, no sentence',
    };
    const sentences = all
      .filter((file) => !file.startsWith('server/testing/') && !Object.hasOwn(others, file))
      .flatMap((file) =>
        [...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(decides)].map(
          ([use]) => `${file}: ${use} decides by words: give what is told a code or a member.`,
        ),
      );
    expect(sentences).toEqual([]);
  });

  // What is cited is here, or found by its name: an RFC, the chapter, a decision, a file of the original.
  test('no comment cites a file that is not in the repository', () => {
    const there = ['server', 'apps', 'e2e', 'scripts', 'public'].flatMap((folder) => files(folder, /./));
    const names = new Set([...there, ...readdirSync(root)].flatMap(suffixesOf));
    const sentences = [...all, ...files('server', /\.(test\.ts|scenario)$/), ...files('apps', /\.(test\.tsx?|css)$/)]
      .flatMap((file) => commentsOf(file).map((comment) => [file, comment] as const))
      .flatMap(([file, comment]) => [
        ...[
          ...comment.matchAll(
            /(?<![\w/:.-])(?:\.{0,2}\/)*([\w@.-]+(?:\/[\w@.-]+)*\.(?:tsx?|mjs|md|scenario))(?![\w-])/g,
          ),
        ]
          .filter(([, cited]) => !names.has(cited!))
          .map(([, cited]) => `${file} cites ${cited}, which is not in the repository.`),
        ...[...comment.matchAll(/\b(?!to\b|and\b)[A-Za-z][\w-]* §/g)].map(
          ([cited]) =>
            `${file} cites "${cited}" without saying of what: name the RFC, or the original's file or function.`,
        ),
      ]);
    expect(sentences).toEqual([]);
  });

  test('code that serves every kind asks for none by name', () => {
    const names = [...CONFIG_TYPES, ...KUBE_KINDS.flatMap((kind) => [kind, `kube/${kind}`])].join('|');
    const asks = new RegExp(`\\b(?:kind|type)\\)? [!=]== '(?:${names})'|\\bcase '(?:${names})':`, 'g');
    const sentences = all
      .filter((file) => FOR_EVERY_KIND.some((room) => file.startsWith(`${room}/`)) && !file.includes('/kinds/'))
      .flatMap((file) =>
        [...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(asks)].map(
          ([use]) => `${file}: ${use} asks for a kind by name: declare what differs, in the file of each kind.`,
        ),
      );
    expect(sentences).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const edges = new Map(
      all.map((file) => [
        file,
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of all) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
