import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { createRandom, makeFleet, writeFleet } from '#e2e/fakes/inventory-fleet';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { teamInTest } from '#e2e/fakes/team-in-test';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { getServices } from '#lib/server/platform/services';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Session } from '#lib/server/sessions/session';
import { questionScope } from './question-scope.ts';

const hosts = ['r0.example', 'r1.example'];
const fleet = makeFleet(30, createRandom(11));

describe.skipIf(testDatabaseUrl === undefined)('who is told of what the registry lets them read', () => {
  let database: ScratchDatabase;
  let questions: InventoryQuestions;
  let requests: string[] = [];
  /** What the registries answer for each repository; 200 for others. */
  let statuses: Readonly<Record<string, number>> = {};

  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    const store = openInventoryStore(database.tables);
    await writeFleet(store, fleet);
    await store.sweep();
    questions = openInventoryQuestions(database.tables);
  });
  afterAll(() => database.remove());
  beforeEach(() => {
    requests = [];
    statuses = {};
    const handle = async ({ url }: Request) => {
      const { pathname, host } = new URL(url);
      const name = pathname.replace(/^\/v2\/(.*)\/tags\/list$/, '$1');
      requests.push(`${host}/${name}`);
      const status = statuses[name] ?? 200;
      const headers = { 'content-type': 'application/json' };
      return new Response(JSON.stringify({ name, tags: ['1'], errors: [] }), { status, headers });
    };
    const inventory = { role: 'all', requestsPerSecond: 5, access: 'registry' } as const;
    teamInTest();
    const { shared } = getServices().settings;
    testServices({ inventory, shared, registries: hosts.map((host) => ({ host })) }, { hosts, handle });
  });

  /** A person whose role lets them read these repositories. */
  const person = (...patterns: readonly string[]): Session => ({
    credentials: createCredentialStore(),
    owner: 'ada',
    user: {
      ...{ name: 'Ada', email: undefined, authenticatedAt: 0, endsAt: 0 },
      rights: [
        { role: 'viewer', repositories: patterns.map(parsePattern).filter((one) => one !== undefined) },
      ],
    },
  });
  const scopeFor = (session: Session) => questionScope(questions, {}, session, new AbortController().signal);
  const isTold = (text: string, repository: string) => text.includes(`/${repository}`);

  /** All artifacts that a scope finds, page by page, and what each question counts. */
  const answersTo = async (scope: QuestionScope) => {
    const references: string[] = [];
    for (let after: string | undefined, isLast = false; !isLast; ) {
      const page = await questions.coverage(scope, { evidence: undefined, state: undefined, after, max: 1 });
      references.push(...page.rows.map(({ reference }) => reference));
      after = page.next;
      isLast = after === undefined;
    }
    const first = await questions.coverage(scope, {
      ...{ evidence: undefined, state: undefined, after: undefined, max: 1 },
    });
    const search = await questions.search(scope, { kind: 'vulnerability', text: 'CVE', max: 1_000 });
    const orphans = await questions.orphans(scope, { what: 'orphan' }, undefined, 1_000);
    const trends = await questions.trends(scope, 10, 1_000);
    const repositories = await questions.repositories(scope, 1_000);
    return { references, first, search, orphans, trends, repositories };
  };

  test('what the registry refuses, hides or cannot tell is in no row, no page and no count', async () => {
    statuses = { 'team-b/app': 403, other: 404, 'team-b/x.y': 503 };
    const scope = await scopeFor(person('r0.example/**', 'r1.example/**'));
    const answers = await answersTo(scope);
    const tagged = fleet.filter(
      ({ repository, isOrphaned }) => repository.startsWith('team-a/') && !isOrphaned,
    );
    expect(answers.references.length).toBe(tagged.length);
    expect(answers.first.counts?.artifacts).toBe(tagged.length);
    expect(answers.trends).toMatchObject({ artifacts: tagged.length, days: [{ artifacts: tagged.length }] });
    const told = JSON.stringify(answers);
    for (const repository of ['team-b/app', 'other', 'team-b/x.y'])
      expect(isTold(told, repository), repository).toBe(false);
    for (const repository of ['team-a/app', 'team-a/app/base'])
      expect(isTold(told, repository), repository).toBe(true);
    // In both registries the same one could not be asked about.
    const { first, search, orphans, trends, repositories } = answers;
    for (const answer of [first, search, orphans, trends, repositories]) expect(answer.notAsked).toBe(2);
  });

  test('a registry is asked only of what the role reaches, and once in a while', async () => {
    const session = person('r0.example/team-a/**');
    const { readable } = await scopeFor(session);
    expect(requests.toSorted()).toEqual(['r0.example/team-a/app', 'r0.example/team-a/app/base']);
    expect(readable).toMatchObject({ ids: { length: 2 }, notAsked: 0 });
    statuses = { 'team-a/app': 403 };
    expect((await scopeFor(session)).readable?.ids).toEqual(readable?.ids);
    expect(requests.length).toBe(2);
    // Other credentials make another session of the same person.
    expect((await scopeFor({ ...session })).readable?.ids.length).toBe(1);
  });

  test('roles alone decide where that is set, and on one machine everything is told', async () => {
    const { user: _, ...alone } = person();
    expect(await scopeFor(alone)).toEqual({ host: undefined, reach: undefined });
    const inventory = { role: 'all', requestsPerSecond: 5, access: 'roles' } as const;
    testServices({ inventory }, { hosts, handle: async () => new Response() });
    expect(await scopeFor(person('r0.example/**'))).toMatchObject({ reach: ['r0.example/**'] });
    expect(requests).toEqual([]);
  });
});
