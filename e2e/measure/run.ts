import { execFileSync } from 'node:child_process';
import ts from 'typescript';
import type { Violation } from '#e2e/measure/allowance';
import type { Needs } from '#e2e/measure/circles';
import { findCircles, folderNeeds } from '#e2e/measure/circles';
import { functionsOf } from '#e2e/measure/functions';
import { ambiguousNames } from '#e2e/measure/names';
import { strayLimits } from '#e2e/measure/promises';
import { longFunctions, untestedFiles } from '#e2e/measure/rules';
import type { Source } from '#e2e/measure/sources';
import { countImports, importsOf, isTest, productSources, project, readTexts } from '#e2e/measure/sources';

// What the style of the code comes to, in numbers: `npm run measure`, with the word `all` to see each case, and with `cpu` to run the
// fast suite and count its seconds.
const showsAll = process.argv.includes('all');
const sources = productSources();
const tests = readTexts(/\.tsx?$/, ['app', 'components', 'lib']).filter(({ path }) => isTest(path));
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
count('functions over 60 lines', longFunctions(sources));
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
say(
  'test lines to source lines',
  (sum(tests.map(({ text }) => text.split('\n').length - 1)) / sum(lengths)).toFixed(2),
);
count('files of lib over 60 lines without a test beside them', untestedFiles(sources));
count('names exported twice', ambiguousNames(sources));
count('limits outside limits.ts', strayLimits(sources));
if (process.argv.includes('cpu')) say('CPU seconds of the fast suite', fastSuiteSeconds().toFixed(1));

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

function longest(from: readonly Source[]): string {
  const [first] = from.toSorted((a, b) => b.lines - a.lines);
  return first === undefined ? 'none' : `${first.lines} ${first.path}`;
}

// The shell says what its children have used: `0m15.303s 0m2.369s` in its second line.
function fastSuiteSeconds(): number {
  const output = execFileSync('sh', ['-c', 'npm run unit >/dev/null 2>&1; times'], {
    encoding: 'utf8',
    cwd: project,
  });
  const [, children = ''] = output.split('\n');
  return sum(
    [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds),
    ),
  );
}

function count(name: string, violations: readonly Violation[]): void {
  list(
    name,
    violations.map(({ text }) => text),
  );
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
