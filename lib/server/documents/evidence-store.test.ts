import { expect, test } from 'vitest';
import type { DocumentReading } from '#lib/formats/documents/document';
import type { FindingRow } from '#lib/formats/documents/rows';
import { parseDigest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import { limits } from '#lib/server/platform/limits';
import { createEvidenceStore } from './evidence-store.ts';
import { unpackRows } from './packed-join.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const asked = {
  join: 'one',
  place: { digest, about: digest },
  artifact: { root: digest, platforms: new Map(), references: [] },
  olderUnread: 0,
};
const finding = (id: string): FindingRow => ({
  id,
  aliases: [],
  severity: 'low',
  package: 'zlib',
  fixedIn: [],
  state: 'open',
});

/** A report of a tool with these findings. */
function report(findings: () => Iterable<FindingRow>, tool = 'Trivy') {
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 1, negligible: 0, unknown: 0, none: 0 };
  const summary = { of: 'report', findings: 1, bySeverity, tools: [tool] } as const;
  const said = { kind: 'vulnerability-report', format: 'x', title: tool } as const;
  const reading: DocumentReading = { ...said, rows: { findings } };
  return [reading, { ...said, summary, subjects: [] }] as const;
}

test('evidence is joined in its order, whatever was read first, and is forgotten then', async () => {
  const store = createEvidenceStore();
  store.add({ ...asked, order: [1, 0] }, ...report(() => [finding('CVE-2')], 'Grype'));
  expect(store.add({ ...asked, order: [0, 0] }, ...report(() => [finding('CVE-1')]))).toEqual({
    isNothing: false,
    isKept: true,
  });
  const joined = await store.join('one');
  expect(joined?.reports.map(({ tool }) => tool)).toEqual(['Trivy', 'Grype']);
  const rows = await unpackRows(joined?.packed ?? []);
  expect(rows.map(({ vulnerability }) => vulnerability).sort()).toEqual(['CVE-1', 'CVE-2']);
  expect(await store.join('one')).toBeUndefined();
});

test('the rows before a broken one are joined', async () => {
  const store = createEvidenceStore();
  const broken = function* () {
    yield finding('CVE-1');
    throw new OciError('json-invalid', 'Bad.');
  };
  store.add({ ...asked, order: [0, 0] }, ...report(broken));
  expect((await store.join('one'))?.counts.open).toBe(1);
});

test('a fault of ours is not hidden', () => {
  const faulty = (): Iterable<FindingRow> => {
    throw new TypeError('ours');
  };
  const store = createEvidenceStore();
  expect(() => store.add({ ...asked, order: [0, 0] }, ...report(faulty))).toThrow('ours');
});

test('more evidence than one answer may have is told to be unread', () => {
  const store = createEvidenceStore();
  const many = () => Array.from({ length: 90_000 }, (_, at) => finding(`CVE-${at}`));
  const told = Array.from({ length: limits.joinedRowsMax / 90_000 + 2 }, (_, at) =>
    store.add({ ...asked, order: [at, 0] }, ...report(many)),
  );
  expect(told.filter(({ unread }) => unread !== undefined)).toHaveLength(1);
});

test('of joins that nobody asks for the oldest is forgotten', async () => {
  const store = createEvidenceStore();
  for (let at = 0; at <= limits.joinsPendingMax; at++)
    store.add({ ...asked, join: `${at}`, order: [0, 0] }, ...report(() => []));
  expect(await store.join('0')).toBeUndefined();
  expect(await store.join('1')).toBeDefined();
});

test('evidence that nobody came to join makes room for other evidence', async () => {
  const store = createEvidenceStore();
  const many = () => Array.from({ length: 100_000 }, (_, at) => finding(`CVE-${at}`));
  for (const join of ['old', 'new', 'now']) store.add({ ...asked, join, order: [0, 0] }, ...report(many));
  store.add({ ...asked, join: 'last', order: [0, 0] }, ...report(() => [finding('CVE-1')]));
  expect(await store.join('old')).toBeUndefined();
  expect((await store.join('last'))?.counts.open).toBe(1);
});
