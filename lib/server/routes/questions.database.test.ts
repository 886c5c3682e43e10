import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answeringInventory } from '#e2e/fakes/answering-inventory';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { createRandom, makeFleet, writeFleet } from '#e2e/fakes/inventory-fleet';
import { digestOf, evidence, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import {
  changesSchema,
  coverageAnswerSchema,
  orphansSchema,
  repositoriesCoverageSchema,
  searchAnswerSchema,
  trendsSchema,
} from '#lib/api/contract/question-contract';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { searchStart } from '#lib/inventory/questions/search-cursor';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import type { Session } from '#lib/server/sessions/session';
import { nobody } from '#lib/server/sessions/session';
import {
  answerChanges,
  answerCoverage,
  answerOrphans,
  answerRepositoriesCoverage,
  answerSearch,
  answerTrends,
} from './questions.ts';

/** A place that nobody gave. */
const cursor = (forged: object) =>
  Buffer.from(JSON.stringify({ ...searchStart, ...forged })).toString('base64url');

describe.skipIf(testDatabaseUrl === undefined)('the routes of questions', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    await writeFleet(store, makeFleet(30, createRandom(7)));
    await store.sweep();
    provideInventory(answeringInventory(openInventoryQuestions(database.tables)));
  });
  beforeEach(() => {
    testServices();
    testVerification();
  });
  afterAll(() => database.remove());

  /** A person who may read these repositories. */
  const reader = (...patterns: readonly string[]): Session => ({
    ...nobody,
    user: {
      ...{ name: 'Ada', email: undefined, authenticatedAt: 0, endsAt: 0 },
      rights: [
        { role: 'viewer', repositories: patterns.map(parsePattern).filter((one) => one !== undefined) },
      ],
    },
  });
  const search = async (path: string, session?: Session) => {
    const response = await (session === undefined
      ? callRoute(answerSearch, path)
      : answerSearch({
          request: new Request(`http://localhost${path}`),
          url: new URL(path, 'http://localhost'),
          session,
          signal: new AbortController().signal,
          requestId: 'one',
        }));
    return searchAnswerSchema.parse(await response.json());
  };
  const referencesOf = ({ rows }: Awaited<ReturnType<typeof search>>) =>
    rows.flatMap(({ references }) => references.map(({ reference }) => reference));

  test('each answers what its schema promises', async () => {
    const found = await search('/api/search?q=openssl');
    expect(found.rows[0]).toMatchObject({ kind: 'package', name: 'openssl' });
    const coverage = await callRoute(answerCoverage, '/api/coverage?host=r0.example&lacks=sbom&n=2');
    const { rows, next, counts } = coverageAnswerSchema.parse(await coverage.json());
    expect(rows.map(({ evidence }) => evidence.sbom.state)).toEqual(['none', 'none']);
    expect(counts?.byEvidence.sbom.none).toBeGreaterThan(1);
    const more = await callRoute(answerCoverage, `/api/coverage?host=r0.example&lacks=sbom&last=${next}`);
    expect(coverageAnswerSchema.parse(await more.json())).not.toHaveProperty(['counts', 'rules']);
    const required = await callRoute(answerCoverage, '/api/coverage?lacks=sbom&require=sbom');
    const judged = coverageAnswerSchema.parse(await required.json());
    expect(judged).toMatchObject({ rules: { require: ['sbom'] }, counts: { isListed: false } });
    expect(new Set(judged.rows.map(({ verdict }) => verdict))).toEqual(new Set(['fail']));
    const repositories = await callRoute(answerRepositoriesCoverage, '/api/coverage/repositories?n=3');
    const counted = repositoriesCoverageSchema.parse(await repositories.json());
    expect(counted).toMatchObject({ more: true, repositories: { length: 3 } });
    const trends = trendsSchema.parse(await (await callRoute(answerTrends, '/api/trends')).json());
    expect(trends.days.length).toBe(1);
    const changed = await callRoute(answerChanges, '/api/changes?what=fixed');
    expect(changesSchema.parse(await changed.json())).toMatchObject({ rows: [], more: false });
    const orphans = await callRoute(answerOrphans, '/api/orphans?repository=r0.example/team-a/app');
    expect(orphansSchema.parse(await orphans.json()).artifacts).toBeGreaterThan(0);
  });

  test('somebody finds what lies in repositories that they may read, and cannot name others', async () => {
    const all = referencesOf(await search('/api/search?q=pad&n=1000'));
    const session = reader('r0.example/team-a/**');
    const own = await search('/api/search?q=pad&n=1000', session);
    expect(referencesOf(own).toSorted()).toEqual(
      all.filter((reference) => reference.startsWith('r0.example/team-a/')).toSorted(),
    );
    expect(referencesOf(own).length).toBeGreaterThan(0);
    const other = await search('/api/search?q=pad&repository=r0.example/other', session);
    expect(other).toMatchObject({ rows: [], artifacts: 0, unknown: 0, without: 0 });
    expect(await search('/api/search?q=e&kind=repository', nobody)).toMatchObject({ rows: [], artifacts: 0 });
  });

  test('what is not kept whole is judged by nothing, since a platform may lack what is required', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => ({
      ...{ platform: `linux/${at}`, digest: digestOf(`${at}`), evidence: evidence({ signature: 'valid' }) },
    }));
    const record = imageRecord('r5.example', 'wide', 'an index', { sig: 'signature' }, { platforms: many });
    await store.putSubject(record);
    await store.putTag({ host: 'r5.example', name: 'wide' }, { name: '1', digest: record.digest });
    const path = '/api/coverage?host=r5.example&require=signature';
    const answer = coverageAnswerSchema.parse(await (await callRoute(answerCoverage, path)).json());
    expect(answer.rows).toMatchObject([
      {
        verdict: 'unknown',
        evidence: { signature: { state: 'present' } },
        why: [expect.stringContaining('does not hold all')],
      },
    ]);
  });

  test('a table for a spreadsheet has a line for each artifact', async () => {
    const response = await callRoute(answerSearch, '/api/search?q=openssl&format=csv&n=2');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines[0]).toBe('kind,name,type,version,reference,digest,tags');
    expect(lines.length).toBe(3);
    const next = response.headers.get('orrery-next') ?? '';
    expect((await search(`/api/search?q=openssl&last=${next}`)).rows.length).toBeGreaterThan(0);
  });

  test.each([
    [answerSearch, '/api/search', 'The parameter "q" is missing'],
    [answerSearch, '/api/search?q=a&kind=x', 'The parameter "kind" can only be'],
    [answerSearch, '/api/search?q=a&kind=signer&below=1', 'The parameter "below" is only for packages'],
    [answerSearch, '/api/search?q=a&last=x', 'The parameter "last" is not'],
    [answerSearch, `/api/search?q=a&last=${cursor({ entry: 2 ** 31 })}`, 'The parameter "last" is not'],
    [answerSearch, `/api/search?q=a&last=${cursor({ place: [-1, 0] })}`, 'The parameter "last" is not'],
    [answerSearch, `/api/search?q=a&last=${cursor({ repository: '\0' })}`, 'The parameter "last" is not'],
    [answerCoverage, '/api/coverage?last=1', 'The parameter "last" is not'],
    [answerCoverage, '/api/coverage?last=1.2147483648', 'The parameter "last" is not'],
    [answerOrphans, '/api/orphans?what=old&last=1.2.9999999999', 'The parameter "last" is not'],
    [answerOrphans, '/api/orphans?what=x', 'The parameter "what" can only be'],
    [answerOrphans, '/api/orphans?days=3', 'The parameter "days" is only for'],
    [answerOrphans, '/api/orphans?last=a.b', 'The parameter "last" is not'],
    [answerChanges, '/api/changes?what=x', 'The parameter "what" can only be'],
    [answerTrends, '/api/trends?days=0', 'The parameter "days" must be'],
  ])('%o refuses %s', async (answer, path, sentence) => {
    expect((await getProblem(answer, path)).detail).toContain(sentence);
  });
});
