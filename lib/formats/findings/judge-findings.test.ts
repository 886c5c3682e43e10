import { expect, test } from 'vitest';
import type { StatementRow } from '#lib/formats/documents/rows';
import { formatLimits } from '#lib/formats/limits';
import { parseDigest } from '#lib/oci/digest';
import type { StatementEvidence } from './evidence.ts';
import { createVexJudge } from './judge-findings.ts';
import type { MergedFinding } from './merge-findings.ts';

const root = parseDigest(`sha256:${'a'.repeat(64)}`);
const artifact = { root, platforms: new Map(), references: [] };
const finding: MergedFinding = {
  vulnerability: 'CVE-1',
  aliases: new Set(['GHSA-1']),
  fixedIn: new Set(),
  about: new Set([root]),
  tools: new Map([['Trivy', 'high']]),
  isOpen: true,
};
const product = { name: 'app', hashes: [root] };

function document(statements: readonly Partial<StatementRow>[], author?: string): StatementEvidence {
  const row = { vulnerability: 'CVE-1', aliases: [], products: [product], status: 'affected' };
  return {
    digest: parseDigest(`sha256:${'8'.repeat(64)}`),
    about: [root],
    title: 'VEX',
    format: 'openvex',
    ...(author === undefined ? {} : { author }),
    statements: statements.map((statement) => ({ ...row, ...statement })),
  };
}

test('of statements without a time the last in the document counts', () => {
  const judge = createVexJudge([document([{}, { status: 'fixed' }])], artifact);
  expect(judge(finding, root).vex?.status).toBe('fixed');
});

test('a statement by an alias of the finding is found, in any case of its letters', () => {
  const judge = createVexJudge([document([{ vulnerability: 'ghsa-1' }])], artifact);
  expect(judge(finding, root).vex?.status).toBe('affected');
});

test('an author is the same author in any case of the letters', () => {
  const documents = [document([{}], 'Acme'), document([{ status: 'fixed' }], 'acme')];
  expect(createVexJudge(documents, artifact)(finding, root).vex).not.toHaveProperty('conflicts');
});

test('a status that VEX does not know says nothing', () => {
  expect(createVexJudge([document([{ status: 'fine' }])], artifact)(finding, root)).toEqual({ doubts: [] });
});

test('beyond the bound no statement is compared, and that is a doubt', () => {
  const many = Array.from({ length: 2_000 }, () => ({}));
  const judge = createVexJudge([document(many)], artifact);
  for (let done = 0; done < formatLimits.vexComparisonsMax; done += many.length) judge(finding, root);
  const { vex, doubts } = judge(finding, root);
  expect(vex).toBeUndefined();
  expect(doubts[0]?.reason).toContain('too many statements');
});
