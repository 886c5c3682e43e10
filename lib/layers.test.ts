import { expect, test } from 'vitest';
import { roomOf } from '#e2e/measure/allowance';
import { findCircles, folderNeeds, isLimits } from '#e2e/measure/circles';
import { importsOf, isTest, loadedWith, productSources, trackedPaths } from '#e2e/measure/sources';

/** Every room may import these. */
const general = ['lib/async', 'lib/text'];
const domain = ['lib/graph', 'lib/formats', 'lib/oci'];
const shown = ['lib/api', 'lib/audit', 'lib/retention', 'lib/commands', 'lib/roles', ...domain];

/** Which rooms a room may import: arrows only point down. The table is the rule. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/async': [],
  'lib/text': [],
  'lib/oci': [],
  'lib/commands': ['lib/oci'],
  'lib/graph': ['lib/oci'],
  'lib/formats': ['lib/oci'],
  'lib/registry': domain,
  'lib/verify': domain,
  'lib/audit': domain,
  'lib/retention': domain,
  'lib/roles': [],
  'lib/layout': ['lib/registry', ...domain],
  'lib/repository': ['lib/registry', ...domain],
  'lib/discovery': ['lib/repository', 'lib/registry', ...domain],
  'lib/transfer': ['lib/repository', 'lib/registry', ...domain],
  'lib/inventory': [
    'lib/discovery',
    'lib/repository',
    'lib/registry',
    'lib/audit',
    'lib/retention',
    'lib/roles',
    ...domain,
  ],
  'lib/api': ['lib/audit', 'lib/retention', 'lib/roles', ...domain],
  'lib/server': [
    'lib/api',
    'lib/audit',
    'lib/retention',
    'lib/roles',
    'lib/layout',
    'lib/discovery',
    'lib/inventory',
    'lib/transfer',
    'lib/verify',
    'lib/repository',
    'lib/registry',
    ...domain,
  ],
  'components/ui': shown,
  components: ['components/*', 'components/ui', ...shown],
  // The viewers have one reader: the panels about a node.
  'components/inspector': ['components/viewers', 'components/ui', ...shown],
  'components/*': ['components/ui', ...shown],
  'app/api': ['lib/server', 'lib/api', 'lib/discovery', 'lib/registry', ...domain],
  app: ['components', 'components/*', 'components/ui', 'lib/server', 'lib/api', 'lib/oci'],
};

/**
 * The order of the parts inside a folder that has subfolders, highest first: each may import those to its right, none
 * to its left. A dot stands for the folder's own files. A new folder adds its name here, in the line of its parent.
 * Parts that do not import each other stand in any order.
 */
const orders: Readonly<Record<string, string>> = {
  'components/catalog': 'compare tags .',
  'components/changes': '. several plan forms files request',
  'components/coverage': '. history exports requirements matrix filter stream',
  'components/inspector': '. verification content download stack',
  'components/graph': '. canvas export filter outline paint diagram view',
  'components/shell': '. keyboard reference',
  'components/ui': 'table feedback sign-in verification . storage',
  'components/viewers': 'frame things claims sbom findings vex rows files json . highlight',
  'lib/api': 'changes queries client routes contract problems .',
  'lib/formats':
    'compare findings reading declared rows . content envelopes signatures provenance configs attestations sboms reports test-results vex documents containers encoding json files',
  'lib/audit': 'promotion .',
  'lib/discovery': 'walk sources .',
  'lib/graph': 'filter picture verification .',
  'lib/layout': 'archive reading http store content . files',
  'lib/registry': 'client cache writes calls transport auth .',
  'lib/server':
    '. start telemetry postgres http routes inventory questions cleanup audits audit verification evidence documents files plans sessions replicas platform',
  'lib/server/audit': 'promotion .',
  'lib/server/inventory': 'embedded .',
  'lib/server/verification': '. verifier',
  'lib/server/plans': '. drafts run audit journal',
  'lib/server/platform': 'egress .',
  'lib/server/sessions': '. rights provider sealing credentials layouts',
  'lib/inventory': 'jobs notifications queue questions store versions',
  'lib/transfer': 'planning run steps lookup survey .',
  'lib/transfer/planning': 'delete .',
  'lib/verify': 'checks policies imports sigstore notation .',
};

const pureRooms = [...general, ...domain, 'lib/audit', 'lib/retention', 'lib/roles', 'lib/commands'];
const paths = new Set(trackedPaths(['app', 'components', 'lib']));
const sources = productSources();
const needs = new Map(sources.map((source) => [source.path, new Set(importsOf(source, paths))]));
const arrows = [...needs].flatMap(([file, targets]) => [...targets].map((target) => [file, target] as const));

test('arrows between the rooms only point down', () => {
  const wrong = arrows.filter(([file, target]) => !mayImport(roomOf(file), roomOf(target)));
  expect(wrong.map(([file, target]) => `${file} → ${target}`)).toEqual([]);
});

test('arrows inside a room follow the order that each folder declares', () => {
  expect(arrows.flatMap(([file, target]) => wrongOrder(file, target) ?? [])).toEqual([]);
});

test('the limits of a room import nothing, so that every part of it may read them', () => {
  expect(arrows.filter(([file]) => isLimits(file))).toEqual([]);
});

test('a server starts without the code of documents, walks, verification, runs, metrics and traces', () => {
  const loaded = new Set(['lib/server/main.ts']);
  for (const path of loaded) {
    const source = sources.find((one) => one.path === path);
    for (const target of source === undefined ? [] : loadedWith(source, paths)) loaded.add(target);
  }
  expect(loaded).toContain('lib/server/start/start-backends.ts');
  const late =
    /^lib\/(?:formats|discovery|verify|audit|retention|repository|transfer\/(?!limits|record)|server\/telemetry)\//;
  expect([...loaded].filter((path) => late.test(path))).toEqual([]);
});

test('no route imports another', () => {
  expect(arrows.filter((arrow) => arrow.every((path) => path.startsWith('app/api/')))).toEqual([]);
});

test('each folder with subfolders declares their order, and names no other', () => {
  const parents = Map.groupBy(
    sources.flatMap(({ path }) => partsOf(path)),
    ({ parent }) => parent,
  );
  const missing = [...parents].filter(([parent, parts]) => {
    const isSplit = parts.some(({ part }) => part !== '.');
    return isSplit && /^(?:lib|components)\//.test(parent) && orders[parent] === undefined;
  });
  expect(missing.map(([parent]) => parent)).toEqual([]);

  const differing = Object.entries(orders).filter(([parent, order]) => {
    const parts = new Set((parents.get(parent) ?? []).map(({ part }) => part));
    return order.split(' ').toSorted().join(' ') !== [...parts].sort().join(' ');
  });
  expect(differing.map(([parent]) => `${parent} holds ${namesIn(parents.get(parent))}`)).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(findCircles(needs)).toEqual([]);
});

test('no folders import each other in a circle', () => {
  expect(findCircles(folderNeeds(needs))).toEqual([]);
});

test('what is there for tests alone is imported by tests alone', () => {
  expect(arrows.filter(([, target]) => isTest(target))).toEqual([]);
});

test('the pure rooms know no Node, no network, no clock and no chance', () => {
  const impure =
    /from '(?:node:|react|next|undici)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bperformance\.|\bprocess\./;
  const guilty = sources.filter(({ path, text }) => pureRooms.includes(roomOf(path)) && impure.test(text));
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test('only the server reads the environment and only its egress opens sockets', () => {
  const reading = sources.filter(
    ({ path, text }) => /\bprocess\.env\b/.test(text) && roomOf(path) !== 'lib/server',
  );
  const dialling = sources.filter(({ text }) => /from 'undici'|from 'node:(?:net|tls|https)'/.test(text));
  expect(reading.map(({ path }) => path)).toEqual([]);
  const paths = dialling.map(({ path }) => path);
  expect(
    paths.filter((path) => !/^lib\/server\/(?:platform\/egress|main|start\/|http\/)/.test(path)),
  ).toEqual([]);
});

function mayImport(from: string, to: string): boolean {
  if (from === to || (general.includes(to) && !general.includes(from))) return true;
  const rooms = allowed[from] ?? allowed[generalRoom(from)] ?? [];
  return rooms.includes(to) || rooms.includes(generalRoom(to));
}

function generalRoom(room: string): string {
  return room.startsWith('components/') && room !== 'components/ui' ? 'components/*' : room;
}

/** Where an import inside a room points back up, in words; undefined where it does not. */
function wrongOrder(file: string, target: string): string | undefined {
  const from = partsOf(file);
  const to = partsOf(target);
  const level = from.findIndex(({ part }, index) => part !== to[index]?.part);
  const parent = from[level]?.parent;
  const order = parent === undefined ? undefined : orders[parent]?.split(' ');
  if (order === undefined || isLimits(target) || roomOf(file) !== roomOf(target)) return undefined;
  const isDown = order.indexOf(from[level]?.part ?? '') < order.indexOf(to[level]?.part ?? '');
  return isDown ? undefined : `${file} → ${target}`;
}

/** The folders above a file, each with the part of it that the file lies in: a subfolder, or a dot for its own files. */
function partsOf(path: string): readonly { readonly parent: string; readonly part: string }[] {
  const names = path.split('/');
  return names.slice(1).map((name, index) => ({
    parent: names.slice(0, index + 1).join('/'),
    part: index + 2 === names.length ? '.' : name,
  }));
}

function namesIn(parts: readonly { readonly part: string }[] = []): string {
  return [...new Set(parts.map(({ part }) => part))].join(' ');
}
