import ts from 'typescript';
import type { Violation } from '#e2e/measure/allowance';
import { roomOf } from '#e2e/measure/allowance';
import type { Source } from '#e2e/measure/sources';
import { nodesOf } from '#e2e/measure/sources';

/**
 * Bodies that are read to their end whatever their length: `.text()`, `.json()` and their like without an argument. Two
 * may be: what our own server sends to the page, since it has bounded it, and a file that a person has chosen.
 */
export function unboundedReads(sources: readonly Source[]): readonly Violation[] {
  const strangers = sources.filter(({ path }) => !path.startsWith('lib/api/'));
  return findNodes(strangers, (node) => {
    const method = methodOf(node);
    if (method === undefined || method.call.arguments.length > 0 || !wholeBody.has(method.name)) return false;
    return !/^file\b/.test(method.on.getText());
  });
}

/**
 * Errors that vanish: a `catch` without a statement, and a `.catch()` that gives nothing. Two may: the cancelling of a
 * stream whose end is already known, and a promise with a name, whose error somebody else receives.
 */
export function swallowedErrors(sources: readonly Source[]): readonly Violation[] {
  return findNodes(sources, (node) => {
    if (ts.isCatchClause(node)) return node.block.statements.length === 0;
    const method = methodOf(node);
    if (method?.name !== 'catch' || !method.call.arguments.some(givesNothing)) return false;
    return (
      !ts.isIdentifier(method.on) &&
      !/\.(?:cancel|return)\([^()]*(?:\([^()]*\))?[^()]*\)$/.test(method.on.getText())
    );
  });
}

/** Numbers that bound a size, a count or a time, and stand outside a `limits.ts`. */
export function strayLimits(sources: readonly Source[]): readonly Violation[] {
  const elsewhere = sources.filter(({ path }) => path.startsWith('lib/') && !path.endsWith('/limits.ts'));
  return findNodes(elsewhere, (node) => {
    if (isTimer(node)) return ts.isCallExpression(node) && node.arguments.some(isLargeNumber);
    if (!ts.isVariableDeclaration(node) && !ts.isPropertyAssignment(node) && !ts.isParameter(node))
      return false;
    return (
      limitName.test(node.name.getText()) && node.initializer !== undefined && isNumber(node.initializer)
    );
  });
}

/** Keys of `Symbol.for` of our own, outside the one function that keeps a value for the whole process. */
export function processSymbols(sources: readonly Source[]): readonly Violation[] {
  return findNodes(sources, (node, { path }) => {
    const method = methodOf(node);
    if (method?.name !== 'for' || method.on.getText() !== 'Symbol') return false;
    return !path.endsWith('/process-global.ts') && !method.call.getText().includes('nodejs.');
  });
}

/** Decisions that compare an error with several codes by hand, where a table over all codes would be complete. */
export function codeComparisons(sources: readonly Source[]): readonly Violation[] {
  return findNodes(sources, (node) => {
    if (isLogical(node)) return !isLogical(outOfParentheses(node.parent)) && comparedCodes(node).length > 1;
    const method = methodOf(node);
    return (
      method?.name === 'includes' && method.call.arguments.some((one) => /(?:\.|^)code$/.test(one.getText()))
    );
  });
}

const wholeBody = new Set(['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData']);
// Milliseconds of a second or a day are no bound.
const limitName =
  /^(?!(?:second|minute|hour|day|week|month|year)Ms$)(?:max[A-Z]|\w*(?:Max|Ms|Milliseconds|Bytes|Limit|[tT]imeout)$|limit$)/;

type Method = { readonly call: ts.CallExpression; readonly name: string; readonly on: ts.Expression };

function findNodes(
  sources: readonly Source[],
  isWrong: (node: ts.Node, source: Source) => boolean,
): readonly Violation[] {
  return sources.flatMap((source) =>
    nodesOf(source)
      .filter((node) => isWrong(node, source))
      .map((node) => {
        const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
        return { where: roomOf(source.path), text: `${source.path}:${line + 1}` };
      }),
  );
}

function methodOf(node: ts.Node): Method | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return { call: node, name: node.expression.name.text, on: node.expression.expression };
}

function givesNothing(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node)) return false;
  if (ts.isBlock(node.body)) return node.body.statements.length === 0;
  return node.body.getText() === 'undefined';
}

function isTimer(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    /^(?:setTimeout|setInterval|AbortSignal\.timeout)$/.test(node.expression.getText())
  );
}

function isLargeNumber(node: ts.Node): boolean {
  return ts.isNumericLiteral(node) && Number(node.text.replaceAll('_', '')) >= 10;
}

// A number, or numbers joined by arithmetic with names such as `miB`; zero and one bound nothing.
function isNumber(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', '')) > 1;
  if (ts.isParenthesizedExpression(node)) return isNumber(node.expression);
  return ts.isBinaryExpression(node) && (isNumber(node.left) || isNumber(node.right));
}

function outOfParentheses(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) ? outOfParentheses(node.parent) : node;
}

function isLogical(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

// The codes of ours that an expression compares, written in small letters as ours are.
function comparedCodes(node: ts.Node): readonly string[] {
  if (ts.isParenthesizedExpression(node)) return comparedCodes(node.expression);
  if (!ts.isBinaryExpression(node)) return [];
  if (isLogical(node)) return [...comparedCodes(node.left), ...comparedCodes(node.right)];
  const isCode = /(?:\.|^)code$/.test(node.left.getText());
  return isCode && ts.isStringLiteral(node.right) && /^[a-z-]+$/.test(node.right.text)
    ? [node.right.text]
    : [];
}
