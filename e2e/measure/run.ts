import { existsSync } from 'node:fs';
import ts from 'typescript';
import type { Needs } from '#e2e/measure/circles';
import { findCircles, folderNeeds } from '#e2e/measure/circles';
import { functionsOf } from '#e2e/measure/functions';
import type { Source } from '#e2e/measure/sources';
import { countImports, importsOf, isTest, readSources } from '#e2e/measure/sources';

// What the style of the code comes to, in numbers: `npm run measure`, or with the word `all` to see each case.
const showsAll = process.argv.includes('all');
const all = readSources(['app', 'components', 'lib']);
const sources = all.filter((source) => !isTest(source));
const tests = all.filter(isTest);
const known = new Set(sources.map(({ path }) => path));
const needs: Needs = new Map(sources.map((source) => [source.path, new Set(importsOf(source, known))]));
const functions = sources.flatMap(functionsOf);
const lib = functions.filter(({ path }) => path.startsWith('lib/'));

say('files', `${sources.length} in ${new Set(sources.map(({ path }) => folderOf(path))).size} folders`);
const lengths = sorted(sources.map(({ lines }) => lines));
const short = lengths.filter((lines) => lines <= 150).length;
say(
  'lines of a file',
  `${sum(lengths)}, median ${quantile(lengths, 0.5)}, ${percent(short, lengths.length)} at most 150, largest ${longest(sources)}`,
);
const bodies = sorted(functions.map(({ lines }) => lines));
say(
  'lines of a function',
  `median ${quantile(bodies, 0.5)}, p90 ${quantile(bodies, 0.9)}, longest ${bodies.at(-1)}`,
);
list(
  'functions over 60 lines',
  functions.filter(({ lines }) => lines > 60).map(({ path, line, lines }) => `${lines} ${path}:${line}`),
);
list(
  'circles of files',
  findCircles(needs).map((circle) => circle.join(' ⇄ ')),
);
list(
  'circles of folders',
  findCircles(folderNeeds(needs)).map((circle) => circle.join(' ⇄ ')),
);
list('exports, more than five', over(sources, countExports, 5));
list('imports, more than twelve', over(sources, countImports, 12));
list('one importer, at most 40 lines, in its folder', lonely());
const wire = sources.filter(({ path }) => /^lib\/(?:oci|registry|transfer)\//.test(path));
const links = sum(wire.map(({ text }) => text.match(/https:\/\/\S+/g)?.length ?? 0));
say('links to specs in lib/{oci,registry,transfer}', `${perThousand(links, wire)} for 1,000 lines`);
const exported = lib.filter(({ isExported }) => isExported);
say(
  'documented functions that lib exports',
  share(exported.filter((one) => one.isDocumented).length, exported.length),
);
const throwing = exported.filter((one) => one.throws);
say(
  'of those that throw, with @throws',
  share(throwing.filter((one) => one.saysThrows).length, throwing.length),
);
say('test lines to source lines', (sum(tests.map(({ lines }) => lines)) / sum(lengths)).toFixed(2));
list(
  'files of lib over 60 lines without a test beside them',
  sources
    .filter(({ path, lines }) => path.startsWith('lib/') && lines > 60 && !hasTest(path))
    .map(({ path, lines }) => `${lines} ${path}`),
);

function countExports({ tree }: Source): number {
  return tree.statements.filter(
    (node) =>
      ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true,
  ).length;
}

/** Files that only their neighbour imports, and that are short enough to be a section of it. */
function lonely(): readonly string[] {
  const importers = new Map<string, string[]>();
  for (const [from, targets] of needs) {
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), from]);
  }
  return sources
    .filter(({ path, lines }) => {
      const [only, ...others] = importers.get(path) ?? [];
      return lines <= 40 && others.length === 0 && only !== undefined && folderOf(only) === folderOf(path);
    })
    .map(({ path, lines }) => `${lines} ${path}`);
}

function over(from: readonly Source[], count: (source: Source) => number, most: number): readonly string[] {
  return from
    .map((source) => [count(source), source.path] as const)
    .filter(([counted]) => counted > most)
    .sort(([a], [b]) => b - a)
    .map(([counted, path]) => `${counted} ${path}`);
}

function hasTest(path: string): boolean {
  const stem = path.replace(/\.tsx?$/, '');
  return ['', '.property', '.process'].some((kind) => existsSync(`${stem}${kind}.test.ts`));
}

function longest(from: readonly Source[]): string {
  const [first] = from.toSorted((a, b) => b.lines - a.lines);
  return first === undefined ? 'none' : `${first.lines} ${first.path}`;
}

function list(name: string, cases: readonly string[]): void {
  say(name, String(cases.length));
  for (const one of showsAll ? cases : cases.slice(0, 3)) console.log(`    ${one}`);
}

function say(name: string, value: string): void {
  console.log(`${name.padEnd(54)} ${value}`);
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}

function quantile(numbers: readonly number[], part: number): number {
  return numbers[Math.min(numbers.length - 1, Math.floor(numbers.length * part))] ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}, ${percent(part, whole)}`;
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.round((100 * part) / whole)} %`;
}

function perThousand(count: number, from: readonly Source[]): string {
  return ((1000 * count) / sum(from.map(({ lines }) => lines))).toFixed(1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
