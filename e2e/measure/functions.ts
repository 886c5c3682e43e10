import ts from 'typescript';
import type { Source } from '#e2e/measure/sources';
import { nodesOf } from '#e2e/measure/sources';

/** A function with its length in lines; `isDocumented` by a comment in front of it. */
export type MeasuredFunction = {
  readonly path: string;
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly isExported: boolean;
  readonly isDocumented: boolean;
  readonly throws: boolean;
  readonly saysThrows: boolean;
};

/** Every function of a source that has a body of its own, the ones inside others too. */
export function functionsOf(source: Source): readonly MeasuredFunction[] {
  const { path, tree, text } = source;
  return nodesOf(source).flatMap((node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return [];
    const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
    const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
    const comment = commentOf(node, text);
    return [
      {
        path,
        name: nameOf(node),
        line: first + 1,
        lines: last - first + 1,
        isExported: ts.isFunctionDeclaration(node) && isExported(node),
        isDocumented: comment.startsWith('/**'),
        throws: throwsItself(node.body),
        saysThrows: comment.includes('@throws'),
      },
    ];
  });
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  return '(anonymous)';
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function commentOf(node: ts.Node, text: string): string {
  const last = ts.getLeadingCommentRanges(text, node.getFullStart())?.at(-1);
  return last === undefined ? '' : text.slice(last.pos, last.end);
}

// What a function inside it throws is that function's own.
function throwsItself(body: ts.Node): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) found = true;
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}
