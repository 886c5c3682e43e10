import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import type { ReadDocument } from './classify-document.ts';
import { classifyDocument } from './classify-document.ts';
import type { JoinedArtifact } from './evidence.ts';
import { countSeverities } from './severity-counts.ts';

const digestOf = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`);
const [root, amd64, carrier] = [digestOf('a'), digestOf('b'), digestOf('c')];
const artifact: JoinedArtifact = { root, platforms: new Map([[amd64, 'linux/amd64']]), references: [] };
const place = { digest: carrier, about: root, created: '2026-01-01T00:00:00Z' };
const report: ReadDocument = {
  title: 'No vulnerabilities · Trivy',
  format: 'trivy-json',
  summary: { of: 'report', findings: 0, bySeverity: countSeverities([]), tools: ['Trivy 0.69.1'] },
  subjects: [],
  findings: [],
};

test('a report knows its tool without its version, and when it was attached', () => {
  expect(classifyDocument(report, place, artifact).report).toMatchObject({
    tool: 'Trivy',
    about: [root],
    created: '2026-01-01T00:00:00Z',
  });
});

test('a report on an index that names a platform is about the platform', () => {
  const subjects = [{ name: 'app', digest: amd64 }];
  expect(classifyDocument({ ...report, subjects }, place, artifact).report?.about).toEqual([amd64]);
});

test('a report that names another artifact counts for nothing, and says why', () => {
  const subjects = [{ digest: digestOf('f') }];
  expect(classifyDocument({ ...report, subjects }, place, artifact)).toEqual({
    unread: 'It says that it is about another artifact.',
  });
});

test('a report of failed checks alone stands beside the vulnerabilities', () => {
  const check = { id: 'DS002', aliases: [], severity: 'high', fixedIn: [], state: 'open' } as const;
  const checks: ReadDocument = { ...report, findings: [{ ...check, category: 'misconfiguration' }] };
  expect(classifyDocument(report, place, artifact).report).not.toHaveProperty('isBeside');
  expect(classifyDocument(checks, place, artifact).report?.isBeside).toBe(true);
});

test('a statement without products is about the subject of what wraps it', () => {
  const statement = { vulnerability: 'CVE-1', aliases: [], products: [], status: 'fixed' };
  const vex: ReadDocument = {
    title: 'OpenVEX',
    format: 'openvex',
    subjects: [{ name: 'app', digest: root }],
    statements: [statement],
  };
  expect(classifyDocument(vex, place, artifact).statements?.subjects).toEqual([root]);
});

test('an SBOM tells its packages and how many are under a copyleft licence', () => {
  const sbom: ReadDocument = {
    title: 'SPDX 2.3',
    format: 'spdx-json',
    subjects: [],
    summary: {
      of: 'sbom',
      packages: 5,
      licences: [
        { expression: 'MIT', count: 3 },
        { expression: 'GPL-2.0-only', count: 2 },
      ],
      tools: [],
    },
  };
  expect(classifyDocument(sbom, place, artifact).sbom).toMatchObject({ packages: 5, copyleft: 2 });
});
