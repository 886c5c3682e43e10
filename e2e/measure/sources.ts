import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import ts from 'typescript';

/** The top folder of the project. */
export const project = resolve(import.meta.dirname, '../..');

/** A source file of the product or its tests, parsed once. */
export type Source = {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
};

/** What the product is made of: the TypeScript files of app, components and lib, tests left out, parsed once. */
export function productSources(): readonly Source[] {
  parsed ??= readTexts(/\.tsx?$/, ['app', 'components', 'lib'])
    .filter(({ path }) => !isTest(path))
    .map(({ path, text }) => {
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return { path, text, lines: text.split('\n').length - 1, tree };
    });
  return parsed;
}

let parsed: readonly Source[] | undefined;

/** The texts of the repository whose paths match, in the order of these: tracked files, and new ones not ignored. */
export function readTexts(
  pattern: RegExp,
  folders: readonly string[] = [],
): readonly { readonly path: string; readonly text: string }[] {
  return trackedPaths(folders)
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));
}

/** The paths of the repository below these folders, or all. */
export function trackedPaths(folders: readonly string[] = []): readonly string[] {
  const options = { encoding: 'utf8', cwd: project } as const;
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], options)
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(project, path)))
    .sort();
}

const nodes = new WeakMap<Source, readonly ts.Node[]>();

/** Every node of a source, in the order of the text. */
export function nodesOf(source: Source): readonly ts.Node[] {
  const known = nodes.get(source);
  if (known !== undefined) return known;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  nodes.set(source, found);
  return found;
}

/** Whether a file is there for tests alone. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\.config\.ts$|\/testing\//.test(path);
}

/** The files of the project that a source imports, by their paths; packages are left out. */
export function importsOf(source: Source, known: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const { text } of importSpecifiers(source.tree)) {
    const target = resolveSpecifier(source.path, text, known);
    if (target !== undefined) found.add(target);
  }
  return [...found];
}

/** Those of them that are loaded with the source itself: neither for types alone nor when they are needed. */
export function loadedWith(source: Source, known: ReadonlySet<string>): readonly string[] {
  return source.tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const isForTypes = ts.isImportDeclaration(statement)
      ? statement.importClause?.isTypeOnly === true
      : statement.isTypeOnly;
    const { moduleSpecifier } = statement;
    if (isForTypes || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return resolveSpecifier(source.path, moduleSpecifier.text, known) ?? [];
  });
}

/** How many modules a source imports from. */
export function countImports({ tree }: Source): number {
  return new Set(importSpecifiers(tree).map(({ text }) => text)).size;
}

function importSpecifiers(tree: ts.SourceFile): readonly ts.StringLiteral[] {
  const found: ts.StringLiteral[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first !== undefined && ts.isStringLiteral(first)) found.push(first);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function resolveSpecifier(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const isOwn = specifier.startsWith('#') || specifier.startsWith('.');
  if (!isOwn) return undefined;
  const base = specifier.startsWith('#')
    ? specifier.slice(1)
    : posix.normalize(posix.join(dirname(from), specifier));
  return [base, `${base}.ts`, `${base}.tsx`].find((path) => known.has(path));
}
