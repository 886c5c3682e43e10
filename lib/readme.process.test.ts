import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { importsOf, productSources, project, readTexts } from '#e2e/measure/sources';

// What README says of adding something, followed: the compiler asks for the files that the row names, and for no other.
const [readme = { text: '' }] = readTexts(/^README\.md$/);

test.each([
  { row: 'a kind of artifact', last: "'artifact'," },
  { row: 'a failure shown to people', last: "'internal'," },
])('to add $row the compiler asks for what README names', ({ row, last }) => {
  const line = readme.text.split('\n').find((text) => text.startsWith(`| ${row} `)) ?? '';
  const [first = '', ...expected] = [...line.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  expect(filesThatFail(first, last)).toEqual(expected.toSorted());
});

// What else fails only reads the table whose row is missing.
const missingProperty = new Set([1360, 2739, 2740, 2741]);

/** The importers of a file that do not compile once its list has one more member; the others cannot know its names. */
function filesThatFail(path: string, last: string): readonly string[] {
  const paths = new Set(productSources().map((source) => source.path));
  const importers = productSources().filter((source) => importsOf(source, paths).includes(path));
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const changed = join(project, path);
  host.readFile = (name) => {
    const text = readFile(name);
    return name === changed ? text?.replace(last, `${last} 'something-new',`) : text;
  };
  const roots = importers.map((source) => join(project, source.path));
  const program = ts.createProgram(roots, options, host);
  return importers
    .map((source) => source.path)
    .filter((name) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(join(project, name)))
        .some(({ code }) => missingProperty.has(code)),
    );
}
