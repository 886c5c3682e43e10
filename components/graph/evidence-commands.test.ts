import { expect, test } from 'vitest';
import type { Evidence } from '#lib/graph/evidence';
import { parseDigest } from '#lib/oci/digest';
import { evidenceCommands } from './evidence-commands.ts';

const digest = parseDigest(`sha256:${'1'.repeat(64)}`);

function rowsOf(evidence: Evidence) {
  const done: string[] = [];
  const rows = evidenceCommands([evidence], {
    nodes: new Map(),
    onRead: (read) => done.push(`read ${read}`),
    onAskAgain: () => done.push('ask'),
    onCoverage: () => done.push('coverage'),
  });
  for (const { run } of rows) run();
  return { rows, done };
}

test('what is found is read, and is called by every word for its kind', () => {
  const { rows, done } = rowsOf({ kind: 'vulnerability-report', state: 'found', nodes: [digest] });
  expect(done).toEqual([`read ${digest}`]);
  expect(rows[0]).toMatchObject({ title: 'sha256:11111111', note: 'report · sha256:11111111' });
  for (const word of ['report', 'cve', 'sarif']) expect(rows[0]?.aliases).toContain(word);
});

test('none is said only where it is known, and leads to what has one', () => {
  const none = rowsOf({ kind: 'sbom', state: 'none', asked: ['referrers-api'] });
  expect([none.rows[0]?.title, none.done]).toEqual(['No SBOM is attached', ['coverage']]);
  const unknown = rowsOf({ kind: 'sbom', state: 'unknown', reason: 'the registry answered 500' });
  expect(unknown.rows[0]).toMatchObject({
    title: 'No SBOM is known yet',
    note: 'the registry answered 500',
  });
  expect(unknown.done).toEqual(['ask']);
});
