import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Which rooms a room may import: arrows only point down. The table is the rule. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/oci': [],
  'lib/text': [],
  'lib/commands': ['lib/oci', 'lib/text'],
  'lib/graph': ['lib/oci', 'lib/text'],
  'lib/formats': ['lib/oci', 'lib/text'],
  'lib/registry': ['lib/graph', 'lib/formats', 'lib/oci', 'lib/text'],
  'lib/layout': ['lib/registry', 'lib/graph', 'lib/formats', 'lib/oci', 'lib/text'],
  'lib/discovery': ['lib/registry', 'lib/graph', 'lib/formats', 'lib/oci', 'lib/text'],
  'lib/transfer': ['lib/registry', 'lib/graph', 'lib/formats', 'lib/oci', 'lib/text'],
  'lib/api': ['lib/graph', 'lib/formats', 'lib/oci', 'lib/text'],
  'lib/server': [
    'lib/api',
    'lib/layout',
    'lib/discovery',
    'lib/transfer',
    'lib/registry',
    'lib/graph',
    'lib/formats',
    'lib/oci',
    'lib/text',
  ],
  'components/ui': ['lib/api', 'lib/graph', 'lib/formats', 'lib/oci', 'lib/text', 'lib/commands'],
  components: [
    'components/*',
    'components/ui',
    'lib/api',
    'lib/graph',
    'lib/formats',
    'lib/oci',
    'lib/text',
    'lib/commands',
  ],
  // The viewers have one reader: the panels about a node.
  'components/inspector': [
    'components/viewers',
    'components/ui',
    'lib/api',
    'lib/graph',
    'lib/formats',
    'lib/oci',
    'lib/text',
    'lib/commands',
  ],
  'components/*': [
    'components/ui',
    'lib/api',
    'lib/graph',
    'lib/formats',
    'lib/oci',
    'lib/text',
    'lib/commands',
  ],
  'app/api': [
    'lib/server',
    'lib/api',
    'lib/discovery',
    'lib/registry',
    'lib/graph',
    'lib/formats',
    'lib/oci',
    'lib/text',
  ],
  app: ['components', 'components/*', 'components/ui', 'lib/api', 'lib/oci', 'lib/text'],
};

const pureRooms = ['lib/oci', 'lib/graph', 'lib/formats', 'lib/text', 'lib/commands'];
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split(
  '\n',
);
const sources = tracked.filter(
  (file) =>
    existsSync(file) &&
    /^(?:lib|components|app)\/.*\.(?:ts|tsx|mjs)$/.test(file) &&
    !/\.(?:test|config)\.tsx?$/.test(file),
);

test('arrows between the rooms only point down', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((target) => !mayImport(file, target))
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the pure rooms know no Node, no network, no clock and no chance', () => {
  const impure =
    /from '(?:node:|react|next|undici)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bperformance\.|\bprocess\./;
  const guilty = sources.filter((file) => pureRooms.includes(roomOf(file)) && impure.test(read(file)));
  expect(guilty).toEqual([]);
});

test('only the server reads the environment and only its egress opens sockets', () => {
  const reading = sources.filter(
    (file) => /\bprocess\.env\b/.test(read(file)) && roomOf(file) !== 'lib/server',
  );
  const dialling = sources.filter((file) => /from 'undici'|from 'node:(?:net|tls|https)'/.test(read(file)));
  expect(reading).toEqual([]);
  expect(
    dialling.filter((file) => !/^lib\/server\/(?:platform\/egress|main|start\/|http\/)/.test(file)),
  ).toEqual([]);
});

test('no source is longer than 350 lines', () => {
  const lengths = sources.map((file) => [file, read(file).split('\n').length - 1] as const);
  expect(lengths.filter(([, lines]) => lines > 350)).toEqual([]);
});

test('only the files that Next asks for have a default export', () => {
  const guilty = sources.filter(
    (file) =>
      /^export default/m.test(read(file)) &&
      !/\/(?:page|layout|error|global-error|loading|not-found)\.tsx$/.test(file),
  );
  expect(guilty).toEqual([]);
});

function importsOf(file: string): string[] {
  const found = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return found.flatMap((specifier) => {
    if (specifier.startsWith('#')) return [specifier.slice(1)];
    if (!specifier.startsWith('.')) return [];
    return [new URL(specifier, `file:///${file}`).pathname.slice(1)];
  });
}

function mayImport(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === to) return true;
  const rooms = allowed[from] ?? allowed[generalRoom(from)] ?? [];
  return rooms.includes(to) || rooms.includes(generalRoom(to));
}

/** `lib/oci`, `components/graph`, `components` (files at its top), `app/api` or `app`. */
function roomOf(file: string): string {
  const [top = '', second = '', third] = file.split('/');
  if (top === 'app') return second === 'api' ? 'app/api' : 'app';
  if (top === 'components') return third === undefined ? 'components' : `components/${second}`;
  return `${top}/${second}`;
}

function generalRoom(room: string): string {
  return room.startsWith('components/') && room !== 'components/ui' ? 'components/*' : room;
}

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}
