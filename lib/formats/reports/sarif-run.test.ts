import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readSarif } from './sarif.ts';
import { sarifSnippet } from './sarif-run.ts';

function log(results: unknown, run: object = {}, driver: object = {}) {
  const tool = { driver: { name: 'CodeQL', ...driver } };
  return { version: '2.1.0', runs: [{ tool, results, ...run }] };
}

test('a rule lies in an extension, by its place or by its name', () => {
  const extensions = [
    { name: 'a', guid: 'g', rules: [{ id: 'x', defaultConfiguration: { level: 'error' } }] },
    { name: 'b', rules: [{ id: 'x', defaultConfiguration: { level: 'note' } }] },
  ];
  const run = { tool: { driver: { name: 'CodeQL' }, extensions } };
  const levels = readReport(
    readSarif,
    log(
      [
        { ruleId: 'x', rule: { index: 0, toolComponent: { index: 1 } } },
        { ruleId: 'x', rule: { toolComponent: { guid: 'g' } } },
        { ruleId: 'x', rule: { toolComponent: { name: 'b' } } },
        { ruleId: 'x' },
      ],
      run,
    ),
  ).rows.map(({ level }) => level);
  expect(levels).toEqual(['note', 'error', 'note', 'error']);
});

test('a finding has its place, its message with arguments, and the severity of its rule', () => {
  const rule = {
    id: 'R1',
    shortDescription: { text: 'A bad name' },
    helpUri: 'https://rules.example/R1',
    messageStrings: { named: { text: 'The name {0} of {{x}} is bad.' } },
    properties: { 'security-severity': '8.1' },
  };
  const result = {
    ruleId: 'R1',
    message: { id: 'named', arguments: ['foo'] },
    locations: [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 12 } } }],
  };
  const artifacts = [{ location: { uri: 'src/a.c' } }];
  expect(readReport(readSarif, log([result], { artifacts }, { rules: [rule] })).rows).toEqual([
    {
      id: 'R1',
      aliases: [],
      severity: 'high',
      score: 8.1,
      fixedIn: [],
      location: 'src/a.c:12',
      title: 'A bad name',
      url: 'https://rules.example/R1',
      state: 'open',
      category: 'code',
      level: 'warning',
      description: 'The name foo of {x} is bad.',
      tool: 'CodeQL',
    },
  ]);
});

test('a result in no file is told by what it is in', () => {
  const results = [
    { locations: [{ logicalLocations: [{ fullyQualifiedName: 'a.B.c()' }] }] },
    { locations: [{ logicalLocations: [{ index: 0 }] }] },
  ];
  const logicalLocations = [{ name: 'main' }];
  expect(
    readReport(readSarif, log(results, { logicalLocations })).rows.map(({ location }) => location),
  ).toEqual(['a.B.c()', 'main']);
});

test('the code of a result is told with what stands around it', () => {
  const physicalLocation = {
    region: { snippet: { text: 'b()' } },
    contextRegion: { snippet: { text: 'a()\nb()' } },
  };
  expect(sarifSnippet({ locations: [{ physicalLocation }] })).toBe('a()\nb()');
  expect(sarifSnippet({})).toBeUndefined();
});
