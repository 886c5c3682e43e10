import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf, evidence, named, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { Kind } from '#lib/oci/kind';
import type { AgingQuestion } from './aging-evidence.ts';
import { countAgingEvidence, listAgingEvidence } from './aging-evidence.ts';

const host = 'a.example';
const superseded = { what: 'superseded' } as const;

/** What is attached: its name, kind, the tool that made it and the day of January. */
type Attached = readonly [name: string, kind: Kind, tool: string, day: number | undefined];

describe.skipIf(testDatabaseUrl === undefined)('evidence that a newer one takes the place of', () => {
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    await database.setClock(Date.parse('2026-02-01T00:00:00Z'));
    await attach('app', [
      ['trivy 1', 'vulnerability-report', 'Trivy', 1],
      ['trivy 2', 'vulnerability-report', 'Trivy', 20],
      ['grype 1', 'vulnerability-report', 'Grype', 1],
      ['undated', 'vulnerability-report', 'Trivy', undefined],
      ['signature 1', 'signature', 'x', 1],
      ['signature 2', 'signature', 'x', 20],
      ['shared', 'sbom', 'Syft', 2],
      ['sbom 2', 'sbom', 'Syft', 3],
    ]);
    // On this one it is the newest.
    await attach('other', [['shared', 'sbom', 'Syft', 2]]);
  });
  afterAll(() => database.remove());

  const attach = async (image: string, attached: readonly Attached[]) => {
    const nodes = attached.map(([name, kind, , day]) =>
      nodeOf(name, kind, {
        ...{ format: kind, contentSize: 500 },
        ...(day === undefined ? {} : { created: new Date(Date.UTC(2026, 0, day)).toISOString() }),
      }),
    );
    await store.putSubject({
      ...{ host, name: 'app', digest: digestOf(image), evidence: evidence({}), dueInMs: 1_000 },
      graph: {
        nodes: [nodeOf(image, 'image'), ...nodes],
        edges: attached.map(([name]) => refersTo(image, name)),
        answers: [named(image, attached.length)],
      },
    });
    await store.putTag({ host, name: 'app' }, { name: image, digest: digestOf(image) });
    for (const [name, kind, tool] of attached)
      await store.putDocuments(digestOf(name), [{ kind, format: kind, title: `3 things · ${tool}` }], 1);
  };
  const list = async (question: AgingQuestion, reach: undefined | readonly never[] = undefined) =>
    await listAgingEvidence(database.tables, { reach }, question, [0, 0, 0], 9);
  const digests = (...names: readonly string[]) => names.map(digestOf).toSorted();
  const found = async (question: AgingQuestion) =>
    (await list(question)).map(({ digest }) => digest).toSorted();

  test('is superseded where a newer one of its kind and tool is on each artifact that has it', async () => {
    expect(await found(superseded)).toEqual(digests('trivy 1'));
    expect(await list(superseded)).toMatchObject([
      { subject: digestOf('app'), tags: ['app'], bytes: 1_500, created: '2026-01-01T00:00:00.000Z' },
    ]);
    await attach('other', [
      ['shared', 'sbom', 'Syft', 2],
      ['sbom 3', 'sbom', 'Syft', 4],
    ]);
    expect(await found(superseded)).toEqual(digests('trivy 1', 'shared', 'shared'));
    expect(await countAgingEvidence(database.tables, { reach: undefined }, superseded)).toEqual({
      ...{ count: 2, bytes: 3_000 },
    });
  });

  test('is old from a day on, also where it is the newest; signatures never are', async () => {
    expect(await found({ what: 'old', days: 30 })).toEqual(digests('trivy 1', 'grype 1', 'shared', 'shared'));
    expect(await found({ what: 'old', days: 300 })).toEqual([]);
  });

  test('is told page by page, and to nobody who may not read it', async () => {
    const all = await list(superseded);
    const first = await listAgingEvidence(database.tables, { reach: undefined }, superseded, [0, 0, 0], 2);
    const [from = [0, 0, 0]] = first.slice(-1).map(({ place }) => place);
    const rest = await listAgingEvidence(database.tables, { reach: undefined }, superseded, from, 9);
    expect([...first, ...rest]).toEqual(all);
    expect(await list(superseded, [])).toEqual([]);
    expect(await countAgingEvidence(database.tables, { reach: [] }, superseded)).toEqual({
      ...{ count: 0, bytes: 0 },
    });
  });
});
