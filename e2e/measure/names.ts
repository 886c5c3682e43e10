import ts from 'typescript';
import type { Violation } from '#e2e/measure/allowance';
import { roomOf } from '#e2e/measure/allowance';
import type { Source } from '#e2e/measure/sources';
import { trackedPaths } from '#e2e/measure/sources';

/** Names that two files of lib or components export, each with a declaration of its own. */
export function ambiguousNames(sources: readonly Source[]): readonly Violation[] {
  const homes = new Map<string, Set<string>>();
  for (const { path, tree } of sources) {
    if (path.startsWith('app/')) continue;
    for (const name of tree.statements.flatMap(exportedNames)) {
      homes.set(name, (homes.get(name) ?? new Set()).add(path));
    }
  }
  return [...homes].flatMap(([name, paths]) =>
    paths.size > 1 ? [{ where: name, text: [...paths].join(' and ') }] : [],
  );
}

/** Files that a comment or a document names, and that are not in the repository. */
export function unknownFiles(
  texts: readonly { readonly path: string; readonly text: string }[],
): readonly Violation[] {
  const tracked = trackedPaths();
  const isTracked = (name: string) => tracked.some((path) => path === name || path.endsWith(`/${name}`));
  return texts.flatMap(({ path, text }) =>
    namedFiles(path.endsWith('.md') ? text : commentsIn(text))
      .filter((name) => !isTracked(name.replace(/^\.\//, '')))
      .map((name) => ({ where: roomOf(path), text: `${name} in ${path}` })),
  );
}

/** Files and folders of ours that a document names in code, and that are not there. */
export function unknownPaths(
  documents: readonly { readonly path: string; readonly text: string }[],
): readonly Violation[] {
  const tracked = trackedPaths();
  const isTracked = (name: string) => tracked.some((path) => path === name || path.startsWith(`${name}/`));
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<![\w./-])(?:app|components|e2e|lib|public)\/(?:[\w./{},-]|\[[\w.]+\])*[\w}]/g)]
      .flatMap(([name]) => spellings(name))
      .filter((name) => !isTracked(name))
      .map((name) => ({ where: roomOf(path), text: `${name} in ${path}` })),
  );
}

// `lib/graph/{a,b}.ts` names two files.
function spellings(name: string): readonly string[] {
  const braces = /^(.*)\{(.*)\}(.*)$/.exec(name);
  if (braces === null) return [name];
  const [, before = '', choices = '', after = ''] = braces;
  return choices.split(',').map((choice) => before + choice.trim() + after);
}

function exportedNames(node: ts.Statement): readonly string[] {
  const isExported =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return [];
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText());
  const isNamed =
    ts.isFunctionDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
  return isNamed && node.name !== undefined ? [node.name.text] : [];
}

function commentsIn(text: string): string {
  return [...text.matchAll(/(?<![:'"`\w])\/\/[^\n]*|\/\*[\s\S]*?\*\//g)]
    .map(([comment]) => comment)
    .join('\n');
}

// Names of files that lie in the tree of somebody else, as in an address or a package, are left out.
function namedFiles(text: string): readonly string[] {
  const ownText = text.replace(/https?:\/\/\S+/g, '');
  return [
    ...ownText.matchAll(/(?<![\w@/~$.<>[-])(?:\.?\w[\w[\]-]*\/)*[\w.-]+\.(?:md|ts|tsx|mjs|css|yml)\b(?!\/)/g),
  ].map(([name]) => name);
}
