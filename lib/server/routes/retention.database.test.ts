import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answeringInventory } from '#e2e/fakes/answering-inventory';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { digestOf, evidence, named, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { retentionReportSchema } from '#lib/api/contract/retention-contract';
import type { GraphNode } from '#lib/graph/model';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import { answerRetention } from './retention.ts';

const host = 'a.example';
describe.skipIf(testDatabaseUrl === undefined)('a report of retention', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    provideInventory(answeringInventory(openInventoryQuestions(database.tables)));
    for (const day of [1, 2, 3, 4]) await putImage('app', day, ['report 1', 'report 2']);
    await putImage('other', 1, []);
    await putIndex('indexed');
    for (const name of ['app', 'other', 'indexed']) await finish(name);
    await putImage('open', 1, []);
    await putImage('open', 2, []);
  });
  beforeEach(() => testServices());
  afterAll(() => database.remove());

  const created = (day: number) => ({
    created: new Date(Date.UTC(2026, 0, day)).toISOString(),
    contentSize: 4_000,
  });
  const finish = async (name: string) => {
    await store.beginTags({ host, name });
    await store.putTags({ host, name }, { after: '', next: undefined, entries: tags.get(name) ?? [] });
    await store.finishTags({ host, name }, 1_000);
  };
  const tags = new Map<string, { name: string; digest: ReturnType<typeof digestOf> }[]>();
  const put = async (
    name: string,
    tag: string,
    root: string,
    nodes: readonly GraphNode[],
    reports: readonly string[],
  ) => {
    await store.putSubject({
      ...{ host, name, digest: digestOf(root), evidence: evidence({}), dueInMs: 1_000 },
      graph: {
        nodes: [
          ...nodes,
          ...reports.map((report, day) =>
            nodeOf(`${root} ${report}`, 'vulnerability-report', created(day + 1)),
          ),
        ],
        edges: [
          ...nodes.slice(1).map((node) => ({
            ...{ from: digestOf(root), to: node.digest, relation: 'child' as const },
            sources: ['manifest' as const],
          })),
          ...reports.map((report) => refersTo(root, `${root} ${report}`)),
        ],
        answers: [named(root, reports.length)],
      },
    });
    await store.putTag({ host, name }, { name: tag, digest: digestOf(root) });
    tags.set(name, [...(tags.get(name) ?? []), { name: tag, digest: digestOf(root) }]);
    for (const report of reports)
      await store.putDocuments(
        digestOf(`${root} ${report}`),
        [{ kind: 'vulnerability-report', format: 'example', title: 'none found · Trivy' }],
        1,
      );
  };
  const putImage = async (name: string, day: number, reports: readonly string[]) =>
    await put(name, `1.${day}`, `${name} ${day}`, [nodeOf(`${name} ${day}`, 'image', created(day))], reports);
  const putIndex = async (name: string) => {
    const platform = nodeOf('platform', 'image', { platform: 'linux/arm64', ...created(1) });
    await put(name, 'multi', 'index', [nodeOf('index', 'index', created(1)), platform], []);
  };
  const ask = async (query: string) =>
    retentionReportSchema.parse(await (await callRoute(answerRetention, `/api/retention?${query}`)).json());

  test('says of each repository what rules would delete, how large that is, and why the rest stays', async () => {
    const { repositories, keep, asOf } = await ask('keep=newest:2');
    expect([keep, asOf]).toEqual(['newest:2', expect.stringMatching(/^20/)]);
    const app = repositories.find(({ repository }) => repository === 'a.example/app');
    // Two images, each with two reports.
    expect(app).toMatchObject({ goes: 6, bytes: 6 * 5_000, unsized: 0, going: { length: 6 } });
    expect(app?.protected).toEqual([{ why: 'It is one of the newest 2.', count: 2 }]);
    expect(app?.going.filter(({ tags: own }) => own.length > 0).map(({ tags: own }) => own)).toEqual([
      ['1.1'],
      ['1.2'],
    ]);
    const others = repositories.filter(({ goes }) => goes === 0).map(({ repository }) => repository);
    expect(others).toEqual(['a.example/other', 'a.example/indexed', 'a.example/open']);
  });

  test('a rule for stacks chooses older reports, and what an index holds goes with it alone', async () => {
    expect((await ask('keep=stack:1&repository=a.example/app')).repositories).toMatchObject([
      { goes: 4, bytes: 4 * 5_000 },
    ]);
    expect((await ask('keep=newest:0&repository=a.example/indexed')).repositories).toMatchObject([
      { goes: 2, going: [{ kind: 'index' }, { kind: 'image' }] },
    ]);
  });

  test('nothing goes of a repository that is not all known, and that is said', async () => {
    expect((await ask('keep=newest:1&repository=a.example/open')).repositories).toMatchObject([
      { goes: 0, unknown: 'its tags were not read to the end.', protected: [{ count: 2 }] },
    ]);
  });

  test('pages follow each other, and a file for a spreadsheet has a line for each that goes', async () => {
    const all = await ask('keep=newest:2');
    const first = await ask('keep=newest:2&n=1');
    const rest = await ask(`keep=newest:2&last=${first.next}`);
    expect([...first.repositories, ...rest.repositories]).toEqual(all.repositories);
    const file = await callRoute(answerRetention, '/api/retention?keep=newest:2&format=csv');
    const lines = (await file.text()).trim().split('\r\n');
    expect([lines[0], lines.length]).toEqual(['repository,digest,kind,tags,bytes,created,why', 7]);
  });

  test.each([
    ['/api/retention', 'The parameter "keep" is missing'],
    ['/api/retention?keep=all', 'The parameter "keep" is invalid'],
    ['/api/retention?keep=signed&last=x', 'The parameter "last" is not'],
    ['/api/retention?keep=signed&n=101', 'The parameter "n" must be'],
  ])('%s is refused', async (path, sentence) => {
    expect((await getProblem(answerRetention, path)).detail).toContain(sentence);
  });
});
