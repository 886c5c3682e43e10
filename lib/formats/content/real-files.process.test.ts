import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DocumentReading } from '#lib/formats/documents/document';
import { readingOf } from '#lib/formats/testing/read-text';

type Counts = Readonly<Record<string, number>>;

const folder = process.env.ORRERY_REAL_FILES;
const counter = fileURLToPath(new URL('../../../e2e/tools/count-documents.py', import.meta.url));
const counted: Readonly<Record<string, Counts>> =
  folder === undefined ? {} : JSON.parse(execFileSync('python3', [counter, folder], { encoding: 'utf8' }));

test('real documents are there to be read', ({ skip }) => {
  if (folder === undefined)
    skip('ORRERY_REAL_FILES is not set: NO real document was compared with an independent count.');
  expect(Object.keys(counted).length).toBeGreaterThan(0);
});

describe.skipIf(folder === undefined)(
  'what is said of a real document is what another program counts',
  () => {
    test('of each of them', () => expect(Object.keys(counted)).not.toEqual([]));

    test.each(Object.entries(counted))('%s', (path, counts) => {
      const { documents, problems } = readingOf(readFileSync(join(folder ?? '', path)));
      expect(problems).toEqual([]);
      const [document] = documents;
      expect(documents).toHaveLength(1);
      const said = document === undefined ? {} : countsOf(document);
      expect(said).toMatchObject(counts);
    });
  },
);

const noPackages = { packages: 0, versionless: 0, purls: 0, dependsOn: 0 };

/** What a reading says, by the names that the counter has. */
function countsOf(document: DocumentReading): Counts {
  const summary = document.summary?.();
  if (summary?.of === 'sbom') {
    const packages = [...(document.rows?.packages?.() ?? [])];
    const relationships = [...(document.rows?.relationships?.() ?? [])];
    return {
      ...numbersOf(summary),
      packages: packages.length,
      versionless: summary.lacking?.version ?? 0,
      purls: packages.filter(({ purl }) => purl !== undefined).length,
      dependsOn: relationships.filter(({ type }) => type === 'dependsOn').length,
    };
  }
  if (summary?.of === 'vex') return { ...noPackages, ...summary.byStatus, ...numbersOf(summary) };
  if (summary?.of === 'report') {
    const { byLevel = { error: 0, warning: 0, note: 0, none: 0 }, failedRuns = [] } = summary;
    return { ...numbersOf(summary), ...byLevel, failedRuns: failedRuns.length };
  }
  return { ...noPackages, ...numbersOf(summary ?? {}) };
}

function numbersOf(summary: object): Counts {
  return Object.fromEntries(Object.entries(summary).filter(([, value]) => typeof value === 'number'));
}
