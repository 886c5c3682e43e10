import { expect, test } from 'vitest';
import type { FindingRow, StatementRow } from '#lib/formats/documents/rows';
import { parseDigest } from '#lib/oci/digest';
import type { JoinedArtifact, ReportEvidence, StatementEvidence } from './evidence.ts';
import { joinFindings } from './join-findings.ts';

const digestOf = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`);
const [root, amd64, arm64] = [digestOf('a'), digestOf('b'), digestOf('c')];
const image: JoinedArtifact = { root, platforms: new Map(), references: ['localhost:5000/app:1.0'] };
const index: JoinedArtifact = {
  ...image,
  platforms: new Map([
    [amd64, 'linux/amd64'],
    [arm64, 'linux/arm64'],
  ]),
};

function finding(id: string, more: Partial<FindingRow> = {}): FindingRow {
  const found = { package: 'openssl', version: '3.1', purl: 'pkg:apk/alpine/openssl@3.1?arch=x86_64' };
  return { id, aliases: [], severity: 'high', fixedIn: [], state: 'open', ...found, ...more };
}

function report(tool: string, findings: readonly FindingRow[], more: Partial<ReportEvidence> = {}) {
  const digest = digestOf(tool === 'Trivy' ? '1' : '2');
  return {
    digest,
    about: [root],
    title: tool,
    format: 'x',
    tool,
    findings,
    ...more,
  } satisfies ReportEvidence;
}

function vex(
  author: string,
  statement: Partial<StatementRow>,
  more: Partial<StatementEvidence> = {},
): StatementEvidence {
  const product = { name: 'app', hashes: [root] };
  const row = { vulnerability: 'CVE-2026-1', aliases: [], products: [product], status: 'not_affected' };
  return {
    digest: digestOf(author === 'acme' ? '8' : '9'),
    about: [root],
    title: 'OpenVEX',
    format: 'openvex',
    author,
    statements: [{ ...row, ...statement }],
    ...more,
  };
}

test('two tools that name one vulnerability differently find it once, and the gravest severity counts', async () => {
  const trivy = report('Trivy', [finding('CVE-2026-1', { fixedIn: ['3.2'] })]);
  const grype = report('Grype', [
    finding('GHSA-1', { aliases: ['CVE-2026-1'], severity: 'critical', fixedIn: ['3.2', '3.3'] }),
  ]);
  const { rows, counts, bySeverity } = await joinFindings([trivy, grype], [], image);
  expect(rows).toMatchObject([
    {
      vulnerability: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      severity: 'critical',
      fixedIn: ['3.2', '3.3'],
      tools: ['Trivy', 'Grype'],
      severities: [
        { tool: 'Trivy', severity: 'high' },
        { tool: 'Grype', severity: 'critical' },
      ],
    },
  ]);
  expect(counts).toMatchObject({ open: 1, fixable: 1 });
  expect(bySeverity).toMatchObject({ critical: 1, high: 0 });
});

test('a finding that one of two tools does not name says which', async () => {
  const { rows } = await joinFindings([report('Trivy', [finding('CVE-1')]), report('Grype', [])], [], image);
  expect(rows[0]).toMatchObject({ tools: ['Trivy'], silent: ['Grype'] });
});

test('only the newest report of a tool counts, and says how it is known to be that', async () => {
  const older = report('Trivy', [finding('CVE-1'), finding('CVE-2')], { scannedAt: '2026-01-01T00:00:00Z' });
  const newer = report('trivy', [finding('CVE-1')], { scannedAt: '2026-02-01T00:00:00Z' });
  const { rows, reports } = await joinFindings([newer, older], [], image);
  expect(rows.map(({ vulnerability }) => vulnerability)).toEqual(['CVE-1']);
  expect(reports).toMatchObject([{ tool: 'trivy', newestBy: 'scannedAt', older: 1, findings: 1 }]);
});

test('a report of failed checks alone does not replace the vulnerabilities', async () => {
  const scan = report('Trivy', [finding('CVE-1')], { scannedAt: '2026-01-01T00:00:00Z' });
  const checks = report('Trivy', [finding('DS002', { category: 'misconfiguration' })], {
    digest: digestOf('3'),
    scannedAt: '2026-02-01T00:00:00Z',
    isBeside: true,
  });
  const { counts, beside } = await joinFindings([scan, checks], [], image);
  expect(counts.open).toBe(1);
  expect(beside.misconfigurations).toBe(1);
});

test('a finding that VEX calls not affected is excused and not open', async () => {
  const statement = vex('acme', { justification: 'vulnerable_code_not_present' });
  const joined = await joinFindings([report('Trivy', [finding('CVE-2026-1')])], [statement], image);
  expect(joined.counts).toMatchObject({ open: 0, notAffected: 1 });
  expect(joined.rows[0]).toMatchObject({
    state: 'excused',
    vex: {
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
      author: 'acme',
      statement: statement.digest,
    },
  });
  expect(joined.statements).toMatchObject([{ author: 'acme', count: 1, applied: 1, doubtful: 0 }]);
});

test('a statement by another name of the vulnerability applies', async () => {
  const found = report('Grype', [finding('GHSA-1', { aliases: ['CVE-2026-1'] })]);
  const { counts } = await joinFindings([found], [vex('acme', {})], image);
  expect(counts).toMatchObject({ open: 0, notAffected: 1 });
});

test('of one author the latest statement counts', async () => {
  const first = vex('acme', { timestamp: '2026-01-01T00:00:00Z' });
  const second = vex('acme', { status: 'affected', timestamp: '2026-02-01T00:00:00Z' });
  const { rows, counts } = await joinFindings(
    [report('Trivy', [finding('CVE-2026-1')])],
    [second, first],
    image,
  );
  expect(rows[0]?.vex).toMatchObject({ status: 'affected' });
  expect(rows[0]?.vex).not.toHaveProperty('conflicts');
  expect(counts).toMatchObject({ open: 1, affected: 1, notAffected: 0 });
});

test('authors who contradict each other are both shown, and excuse nothing', async () => {
  const documents = [vex('acme', {}), vex('upstream', { status: 'affected' })];
  const { rows, counts } = await joinFindings([report('Trivy', [finding('CVE-2026-1')])], documents, image);
  const opinions = [rows[0]?.vex, ...(rows[0]?.vex?.conflicts ?? [])].map((one) => one?.author).sort();
  expect(opinions).toEqual(['acme', 'upstream']);
  expect(counts).toMatchObject({ open: 1, notAffected: 0, affected: 0, disagreeing: 1 });
});

test('a statement about another product does not apply', async () => {
  const elsewhere = vex('acme', { products: [{ name: 'other', hashes: [digestOf('f')] }] });
  const { rows } = await joinFindings([report('Trivy', [finding('CVE-2026-1')])], [elsewhere], image);
  expect(rows[0]).not.toHaveProperty('vex');
});

test('a statement about one platform excuses the finding there and nowhere else', async () => {
  const reports = [
    report('Trivy', [finding('CVE-2026-1')], { about: [amd64] }),
    report('Trivy', [finding('CVE-2026-1')], { about: [arm64] }),
  ];
  const statement = vex('acme', { products: [{ name: 'app', hashes: [amd64] }] });
  const { rows } = await joinFindings(reports, [statement], index);
  expect(rows.map(({ about, state }) => [about, state])).toEqual([
    [[amd64], 'excused'],
    [[arm64], 'open'],
  ]);
});

test('a statement about one platform leaves it open what a report on the index means', async () => {
  const statement = vex('acme', { products: [{ name: 'app', hashes: [amd64] }] });
  const { rows } = await joinFindings([report('Trivy', [finding('CVE-2026-1')])], [statement], index);
  expect(rows[0]).toMatchObject({
    state: 'open',
    doubts: [{ author: 'acme', reason: expect.stringContaining('linux/amd64 alone') }],
  });
});

test('what all tools leave out themselves is suppressed, and what was checked and is fine is no finding', async () => {
  const rows = [finding('CVE-1', { state: 'ignored' }), finding('CVE-2', { state: 'passed' })];
  const { counts, rows: joined } = await joinFindings([report('Trivy', rows)], [], image);
  expect(counts).toMatchObject({ open: 0, suppressed: 1 });
  expect(joined.map(({ state }) => state)).toEqual(['suppressed']);
});

test('an advisory of two vulnerabilities does not make them one', async () => {
  const trivy = report('Trivy', [finding('CVE-1'), finding('CVE-2')]);
  const grype = report('Grype', [finding('GHSA-1', { aliases: ['CVE-1', 'CVE-2'] })]);
  const { rows } = await joinFindings([trivy, grype], [], image);
  expect(rows.map(({ vulnerability, tools }) => [vulnerability, tools.length]).sort()).toEqual([
    ['CVE-1', 2],
    ['CVE-2', 2],
  ]);
});

test('a tool without purls is joined by name and version', async () => {
  const { purl: _, ...harbor } = finding('CVE-1');
  const { rows } = await joinFindings(
    [report('Harbor', [harbor]), report('Trivy', [finding('CVE-1')])],
    [],
    image,
  );
  expect(rows).toHaveLength(1);
});
