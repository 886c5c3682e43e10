import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FleetImage } from '#e2e/fakes/inventory-fleet';
import { createRandom, makeFleet, writeFleet, writeIndex } from '#e2e/fakes/inventory-fleet';
import { digestOf, evidence, imageRecord, nodeOf } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { isBefore } from '#lib/inventory/versions/compare-versions';
import type { RepositoryPattern } from '#lib/roles/repository-pattern';
import { coversRepository, parsePattern } from '#lib/roles/repository-pattern';
import { countCoverage } from './coverage-counts.ts';
import type { InventoryQuestions } from './open-inventory-questions.ts';
import { openInventoryQuestions } from './open-inventory-questions.ts';
import type { QuestionScope } from './reachable.ts';
import { parseSearchCursor } from './search-cursor.ts';
import type { SearchQuestion } from './search-inventory.ts';
import { searchInventory } from './search-inventory.ts';
import type { NoticedChange } from './trends.ts';

const patternTexts = [
  ...[
    'r0.example/**',
    'r1.example/team-a/*',
    'r0.example/team-*/**',
    'r1.example/*',
    'r0.example/team-b/x.y',
  ],
  ...['r0.example/team-b/*.*', 'r1.example/**/base', 'r0.example/other', 'r2.example/**'],
];
const patterns = patternTexts.map(parsePattern).filter((one) => one !== undefined);

describe.skipIf(testDatabaseUrl === undefined)('the questions of an inventory', () => {
  const random = createRandom(42);
  const fleet = makeFleet(120, random);
  let database: ScratchDatabase;
  let store: InventoryStore;
  let questions: InventoryQuestions;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    questions = openInventoryQuestions(database.tables);
    await writeFleet(store, fleet);
  }, 60_000);
  afterAll(() => database.remove());

  const orphan = { what: 'orphan' } as const;
  const reachAtRandom = (): readonly RepositoryPattern[] | undefined =>
    random(10) === 0 ? undefined : patterns.filter(() => random(4) === 0);
  const within = ({ reach, host }: QuestionScope) =>
    fleet.filter(
      (image) =>
        (host === undefined || image.host === host) &&
        (reach?.some((one) => coversRepository(one, `${image.host}/${image.repository}`)) ?? true),
    );
  const searchAll = async (
    scope: QuestionScope,
    question: Omit<SearchQuestion, 'max' | 'from'>,
    max: number,
  ) => {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const from = next === undefined ? undefined : parseSearchCursor(next);
      const answer = await searchInventory(database.tables, scope, { ...question, from, max });
      for (const { name, version = '', type = '', references } of answer.rows)
        for (const { digest } of references) found.push([name, type, version, digest].join(' '));
      next = answer.next;
    } while (next !== undefined);
    expect(found.length).toBe(new Set(found).size);
    return found.sort();
  };
  const expected = (images: readonly FleetImage[], linesOf: (image: FleetImage) => readonly string[]) =>
    [...new Set(images.flatMap((image) => linesOf(image).map((line) => `${line} ${image.digest}`)))].sort();
  const packagesOf = ({ packages }: FleetImage) => (typeof packages === 'object' ? packages : []);

  test('200 random callers find what a plain reading of their rights and of the fleet says, and no more', async () => {
    const texts = ['log4j-core', 'LOG4J', 'pad', '%', '_', 'openssl', 'nothing'];
    for (let run = 0; run < 200; run++) {
      const scope: QuestionScope = {
        reach: reachAtRandom(),
        host: [undefined, 'r0.example', 'r1.example'][random(3)],
      };
      const text = texts[random(texts.length)] ?? '';
      const images = within(scope);
      const size = 10 + random(90);
      expect(await searchAll(scope, { kind: 'package', text }, size)).toEqual(
        expected(images, (image) =>
          packagesOf(image)
            .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
            .map(({ name, type, version }) => `${name} ${type} ${version}`),
        ),
      );
      const counts = await countCoverage(database.tables, scope);
      const tagged = images.filter(({ isOrphaned }) => !isOrphaned);
      expect(counts).toMatchObject({ artifacts: tagged.length, tags: tagged.length, unresolvedTags: 0 });
      expect(counts.byEvidence.sbom).toMatchObject({
        unknown: tagged.filter(({ packages }) => packages === undefined).length,
        none: tagged.filter(({ packages }) => packages === 'none').length,
      });
    }
  }, 60_000);

  test('packages below a version are those that their ecosystem orders so; the others are named apart', async () => {
    for (const below of ['2.0.0', '1.10.0', '9']) {
      const scope = { reach: reachAtRandom() };
      const question = { kind: 'package', text: 'log4j-core', below } as const;
      const named = (image: FleetImage) =>
        packagesOf(image).filter(({ name }) => name.endsWith('log4j-core'));
      expect(await searchAll(scope, question, 7)).toEqual(
        expected(within(scope), (image) =>
          named(image)
            .filter(({ type, version }) => isBefore(type, version, below) === true)
            .map(({ name, type, version }) => `${name} ${type} ${version}`),
        ),
      );
      const { notCompared } = await searchInventory(database.tables, scope, { ...question, max: 1 });
      const all = within(scope).flatMap(named);
      const other = all.filter(({ type, version }) => isBefore(type, version, below) === undefined);
      const textOf = ({ name, version }: { name: string; version: string }) => `${name} ${version}`;
      expect(notCompared.map(textOf).sort()).toEqual([...new Set(other.map(textOf))].sort());
    }
  });

  test('vulnerabilities and signers lead to the artifacts', async () => {
    const scope = { reach: patterns.slice(0, 3) };
    expect(await searchAll(scope, { kind: 'vulnerability', text: 'cve-2026' }, 9)).toEqual(
      expected(within(scope), ({ vulnerabilities }) =>
        vulnerabilities.filter((id) => id.startsWith('CVE')).map((id) => `${id}  `),
      ),
    );
    expect(await searchAll(scope, { kind: 'signer', text: 'repo-1' }, 9)).toEqual(
      expected(within(scope), ({ signer }) =>
        signer?.endsWith('repo-1') === true ? [`${signer} https://id.example `] : [],
      ),
    );
  });

  test('an answer says of how many artifacts it is not known, and how many have no document', async () => {
    const scope = { reach: undefined };
    const answer = await searchInventory(database.tables, scope, { kind: 'package', text: 'x', max: 1 });
    const tagged = fleet.filter(({ isOrphaned }) => !isOrphaned);
    expect(answer).toMatchObject({
      artifacts: tagged.length,
      unknown: tagged.filter(({ packages }) => packages === undefined).length,
      without: tagged.filter(({ packages }) => packages === 'none').length,
      asOf: expect.stringMatching(/^20/),
    });
    expect(
      await searchInventory(database.tables, { reach: [] }, { kind: 'repository', text: '', max: 9 }),
    ).toEqual({
      ...{ artifacts: 0, unknown: 0, without: 0, rows: [], notCompared: [] },
    });
  });

  test('what hangs on a platform, and what it says itself, is found under the tag of its index', async () => {
    await writeIndex(store, 'r9.example', 'multi');
    const question = { kind: 'package', text: 'only-on-arm', max: 5 } as const;
    const { rows } = await searchInventory(
      database.tables,
      { reach: undefined, host: 'r9.example' },
      question,
    );
    expect(rows).toMatchObject([
      {
        name: 'only-on-arm',
        references: [{ reference: 'r9.example/multi:multi', digest: digestOf('the platform') }],
      },
    ]);
    const says = { kind: 'annotation', text: 'arm-board', max: 5 } as const;
    const own = await searchInventory(database.tables, { reach: undefined, host: 'r9.example' }, says);
    expect(own.rows).toMatchObject([
      { references: [{ reference: 'r9.example/multi:multi', digest: digestOf('the platform') }] },
    ]);
    const orphans = await questions.orphans({ reach: undefined, host: 'r9.example' }, orphan, undefined, 9);
    expect(orphans.rows).toEqual([]);
  });

  test('an image that no tag leads to any more is found by nothing that it says itself', async () => {
    const at = { host: 'r10.example', name: 'app' };
    const scope = { reach: undefined, host: at.host };
    const question = { kind: 'annotation', text: 'line=lost', max: 5 } as const;
    const record = imageRecord(at.host, at.name, 'lost', {});
    const node = nodeOf('lost', 'image', { annotations: { line: 'lost' } });
    await store.putSubject({ ...record, graph: { ...record.graph, nodes: [node] } });
    await store.putTag(at, { name: '1', digest: record.digest });
    expect((await searchInventory(database.tables, scope, question)).rows).toHaveLength(1);
    await store.removeTag(at, '1');
    expect((await searchInventory(database.tables, scope, question)).rows).toEqual([]);
  });

  test('coverage gives the rows of an audit page by page, by state', async () => {
    const scope = { reach: patterns.slice(0, 2) };
    for (const state of [undefined, 'none', 'unknown', 'present'] as const) {
      const found: string[] = [];
      let after: string | undefined;
      do {
        const { rows, next } = await questions.coverage(scope, { evidence: 'sbom', state, after, max: 7 });
        for (const { digest, evidence: cells, tags, reference } of rows) {
          expect(reference).toMatch(new RegExp(`:${tags[0]}$`));
          if (state !== undefined) expect(cells.sbom.state).toBe(state);
          expect(cells.sbom.count).toBe(cells.sbom.state === 'present' ? 1 : 0);
          expect(cells.sbom.reason).toBe(cells.sbom.state === 'unknown' ? 'no answer about sbom' : undefined);
          found.push(digest ?? '');
        }
        after = next;
      } while (after !== undefined);
      const stateOf = ({ packages }: FleetImage) =>
        packages === undefined ? 'unknown' : packages === 'none' ? 'none' : 'present';
      expect(found.sort()).toEqual(
        within(scope)
          .filter((image) => !image.isOrphaned && (state === undefined || stateOf(image) === state))
          .map(({ digest }) => digest)
          .sort(),
      );
    }
  });

  test('what hangs on manifests that no tag leads to is listed', async () => {
    const scope = { reach: patterns.slice(0, 4) };
    const { rows: orphans } = await questions.orphans(scope, orphan, undefined, 1_000);
    const truth = within(scope).filter(({ isOrphaned }) => isOrphaned);
    expect([...new Set(orphans.map(({ subject }) => subject))].sort()).toEqual(
      truth
        .filter(({ packages, signer, vulnerabilities }) => {
          return typeof packages === 'object' || signer !== undefined || vulnerabilities.length > 0;
        })
        .map(({ digest }) => digest)
        .sort(),
    );
    const page = await questions.orphans(scope, orphan, undefined, 2);
    expect(page.rows).toEqual(orphans.slice(0, 2));
    expect((await questions.orphans(scope, orphan, page.next, 1_000)).rows).toEqual(orphans.slice(2));
  });

  test('days are counted, and what was lost is told with its tag, also when the tag moved', async () => {
    const scope = { reach: undefined, host: 'r8.example' };
    const changesIn = async (about: QuestionScope) => (await questions.trends(about, 7, 9)).changes;
    const at = { host: 'r8.example', name: 'app' };
    const signed = imageRecord(at.host, at.name, 'signed', { 'signed sig': 'signature' });
    const bare = imageRecord(at.host, at.name, 'bare', {});
    await store.putSubject(signed);
    await store.putSubject({ ...bare, open: { critical: 2, high: 0 } });
    await store.putTag(at, { name: '1', digest: signed.digest });
    await store.sweep();
    expect(await changesIn(scope)).toEqual([]);
    await store.putSubject({ ...signed, evidence: evidence({ signature: 'none' }) });
    expect(await changesIn(scope)).toMatchObject([
      { what: 'signature', before: 'present', after: 'none', reference: 'r8.example/app:1' },
    ]);
    await store.putSubject(signed);
    await store.putTag(at, { name: '1', digest: bare.digest });
    const changes = await changesIn(scope);
    expect(changes).toContainEqual(
      expect.objectContaining({ what: 'signature', before: 'present', after: 'none', digest: bare.digest }),
    );
    const noticed = async (what: NoticedChange, about: QuestionScope = scope) =>
      (await questions.changes(about, what, 7, 9)).rows.map(({ digest }) => digest);
    expect(await noticed('unsigned')).toEqual([bare.digest, signed.digest]);
    expect(await questions.changes(scope, 'unsigned', 7, 1)).toMatchObject({ more: true, artifacts: 1 });
    expect([await noticed('vulnerable'), await noticed('fixed')]).toEqual([[], []]);
    await store.putSubject({ ...bare, open: { critical: 0, high: 0 } });
    expect([await noticed('vulnerable'), await noticed('fixed')]).toEqual([[], [bare.digest]]);
    await store.putSubject({ ...bare, open: { critical: 1, high: 0 } });
    expect(await noticed('vulnerable')).toEqual([bare.digest]);
    expect(await noticed('vulnerable', { ...scope, reach: patterns })).toEqual([]);
    expect(await changesIn({ ...scope, reach: patterns })).toEqual([]);
    const [day] = (await questions.trends(scope, 7, 9)).days;
    expect(day).toMatchObject({ artifacts: 1, day: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) });
    expect(day?.byEvidence.signature).toMatchObject({ present: 1, none: 0, unknown: 0 });
    await database.pass(8 * 24 * 60 * 60 * 1_000);
    expect(await questions.trends(scope, 7, 9)).toMatchObject({ days: [], changes: [] });
  });
});
