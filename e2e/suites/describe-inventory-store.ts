import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestOf, evidence, imageRecord, named, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';

/** A database with the tables of the inventory. */
export type InventoryPlace = {
  readonly database: InventoryDatabase;
  /** Lets time pass for the database; absent where its clock cannot be moved. */
  readonly pass?: (milliseconds: number) => Promise<void>;
  readonly remove: () => Promise<void>;
};

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

/** What every store of an inventory does, on whatever engine. */
export function describeInventoryStore(name: string, makePlace: () => Promise<InventoryPlace>): void {
  describe(`an inventory ${name}`, () => {
    let place: InventoryPlace;
    let store: InventoryStore;
    // Each test has a registry of its own: to make the tables takes longer than all of them.
    let host = '';
    let count = 0;
    beforeAll(async () => {
      place = await makePlace();
    }, 60_000);
    afterAll(() => place.remove());
    beforeEach(() => {
      store = openInventoryStore(place.database);
      count += 1;
      host = `r${count}.example`;
    });
    const app = () => ({ host, name: 'team/app' });
    const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
      (await query.execute(place.database)).rows;
    const listTags = async (names: readonly string[]) => {
      await store.beginTags(app());
      const entries = names.map((tag) => ({ name: tag, digest: digestOf(`${host} ${tag}`) }));
      const changes = await store.putTags(app(), { after: '', next: undefined, entries });
      return { ...changes, gone: await store.finishTags(app(), hourMs) };
    };
    /** An index with one platform, which is signed. */
    const indexRecord = () => {
      const [index, platform, signature] = [`${host} index`, `${host} platform`, `${host} sig`];
      const child = { from: digestOf(index), to: digestOf(platform) };
      return imageRecord(
        host,
        'team/app',
        index,
        {},
        {
          graph: {
            nodes: [nodeOf(index, 'index'), nodeOf(platform, 'image'), nodeOf(signature, 'signature')],
            edges: [{ ...child, relation: 'child', sources: ['manifest'] }, refersTo(platform, signature)],
            answers: [named(index, 0), named(platform, 1)],
          },
        },
      );
    };
    const tagNames = async () =>
      (
        await rows(sql<{ name: string }>`SELECT t.name FROM tag t JOIN repository r ON r.id = t.repository
          JOIN registry g ON g.id = r.registry WHERE g.host = ${host} ORDER BY t.name`)
      ).map((row) => row.name);

    test('says that a repository is gone only when a list that ended does not name it', async () => {
      await store.beginRepositories(host);
      await store.putRepositories(host, { after: '', next: 'b', entries: ['a', 'b'] });
      await store.putRepositories(host, { after: 'b', next: undefined, entries: ['c', 'c'] });
      expect(await store.finishRepositories(host)).toBe(0);
      expect(await store.listRepositories(host, 'a', 5)).toEqual(['b', 'c']);

      await store.beginRepositories(host);
      await store.putRepositories(host, { after: '', next: 'a', entries: ['a'] });
      expect(await store.finishRepositories(host)).toBe(0);
      expect(await store.listRepositories(host, '', 5)).toEqual(['a', 'b', 'c']);
      // The list goes on where it stopped, in whatever process.
      expect(await openInventoryStore(place.database).beginRepositories(host)).toEqual({ after: 'a' });
      await store.putRepositories(host, { after: 'a', next: undefined, entries: ['c'] });
      expect(await store.finishRepositories(host)).toBe(1);
      expect(await store.finishRepositories(host)).toBe(0);
      expect(await store.listRepositories(host, '', 5)).toEqual(['a', 'c']);
    });

    test('says that a tag is gone only when a list that ended does not name it', async () => {
      expect(await listTags(['1', '2'])).toMatchObject({ moved: 2, gone: 0 });
      await store.beginTags(app());
      await store.putTags(app(), { after: '', next: '2', entries: [{ name: '2' }] });
      expect(await store.finishTags(app(), hourMs)).toBe(0);
      expect(await tagNames()).toEqual(['1', '2']);
      expect(await store.beginTags(app())).toEqual({ after: '2' });
      await store.putTags(app(), { after: '2', next: undefined, entries: [{ name: '3' }] });
      expect(await store.finishTags(app(), hourMs)).toBe(1);
      expect(await tagNames()).toEqual(['2', '3']);
    });

    test('keeps a tag that was pushed while a list was under way that had passed its place', async () => {
      await listTags(['1']);
      await store.beginTags(app());
      await store.putTags(app(), { after: '', next: undefined, entries: [{ name: '1' }] });
      await store.putTag(app(), { name: '0', digest: digestOf('pushed') });
      expect(await store.finishTags(app(), hourMs)).toBe(0);
      expect(await tagNames()).toEqual(['0', '1']);
      await store.removeTag(app(), '0');
      await store.removeTag({ host, name: 'not/known' }, '1');
      expect(await tagNames()).toEqual(['1']);
    });

    test('writes only tags that moved, and tells which manifests nobody has looked at', async () => {
      const [one, two] = [digestOf(`${host} 1`), digestOf(`${host} 2`)];
      expect((await listTags(['1', '2'])).unseen).toEqual([one, two].sort());
      await store.putSubject({ ...imageRecord(host, 'team/app', `${host} 1`, {}) });
      expect(await listTags(['1', '2'])).toEqual({ moved: 0, unseen: [two], gone: 0 });
      const change = await store.putTag(app(), { name: '2', digest: one });
      expect(change).toEqual({ moved: 1, unseen: [] });
      // A tag that could not be resolved stays what it was.
      await store.putTags(app(), { after: '', next: undefined, entries: [{ name: '2' }] });
      expect(await store.freshness(host)).toMatchObject({ tags: 2, unresolvedTags: 0, subjects: 1 });
    });

    test('counts what is not known, and never as what is not there', async () => {
      expect(await store.freshness(host)).toBeUndefined();
      await listTags(['1', '2']);
      await store.putTags(app(), { after: '', next: undefined, entries: [{ name: '3' }] });
      const record = imageRecord(host, 'team/app', `${host} 1`, { [`${host} sig`]: 'signature' });
      await store.putSubject({ ...record, evidence: evidence({ signature: 'present', sbom: 'unknown' }) });
      expect(await store.freshness(host, 'team/app')).toMatchObject({
        ...{ repositories: 1, tags: 3, unresolvedTags: 1, subjects: 2, unseenSubjects: 1 },
        ...{ unknownSubjects: 1, unreadDocuments: 1, failures: 0, asOf: expect.stringMatching(/^20/) },
      });
      const [standing] = await rows(sql`SELECT s.signature, s.sbom, s.vex,
        s.evidence->'evidence'->'sbom'->>'reason' AS reason FROM standing s
        JOIN manifest m ON m.id = s.manifest WHERE m.digest = decode(${`12${record.digest.slice(7)}`}, 'hex')`);
      expect(standing).toEqual({ signature: 2, sbom: 0, vex: 1, reason: 'no answer about sbom' });
      expect(await store.freshness(host, 'team/other')).toBeUndefined();
    });

    test('takes a referrer away only when every source that named it answered without it', async () => {
      const image = `${host} image`;
      const attached = async () =>
        await rows(sql<{
          sources: number;
        }>`SELECT f.sources FROM referrer f JOIN repository r ON r.id = f.repository
          JOIN registry g ON g.id = r.registry WHERE g.host = ${host}`);
      const record = imageRecord(host, 'team/app', image, {});
      const put = (graph: Partial<(typeof record)['graph']>) =>
        store.putSubject({ ...record, graph: { ...record.graph, ...graph } });
      const edges = [refersTo(image, 'sig'), refersTo(image, 'sig', 'referrers-tag')];
      const nodes = [nodeOf(image, 'image'), nodeOf('sig', 'signature')];
      await put({ nodes, edges, answers: [named(image, 1), named(image, 1, 'referrers-tag')] });
      expect(await attached()).toEqual([{ sources: 6 }]);
      const failed = { ...named(image, 0), state: 'unknown', reason: 'no answer', code: 'timeout' } as const;
      await put({ edges: [], answers: [failed, named(image, 0, 'referrers-tag')] });
      expect(await attached()).toEqual([{ sources: 2 }]);
      await put({ edges: [], answers: [named(image, 0)] });
      expect(await attached()).toEqual([]);
      // A manifest that was read names its subject for ever: that is no proof that it is still there.
      const read = { ...refersTo(image, 'sig'), sources: ['referrers-api', 'manifest'] } as const;
      await put({ nodes, edges: [read], answers: [named(image, 1)] });
      expect(await attached()).toEqual([{ sources: 3 }]);
      await put({ edges: [], answers: [named(image, 0)] });
      expect(await attached()).toEqual([]);
    });

    test('keeps what was lost or found since it was last known, also across a time of not knowing', async () => {
      const record = imageRecord(host, 'team/app', `${host} image`, {});
      for (const signature of ['present', 'unknown', 'none', 'valid'] as const)
        await store.putSubject({ ...record, evidence: evidence({ signature }) });
      await store.putSubject({ ...record, open: { critical: 0, high: 1 } });
      await store.putSubject({ ...record, open: { critical: 2, high: 1 } });
      const changes = await rows(sql`SELECT c.evidence, c.before, c.after FROM standing_change c
        JOIN repository r ON r.id = c.repository JOIN registry g ON g.id = r.registry WHERE g.host = ${host} ORDER BY c.id`);
      expect(changes).toEqual([
        { evidence: 0, before: 2, after: 1 },
        { evidence: 0, before: 1, after: 3 },
        { evidence: 0, before: 3, after: 1 },
        { evidence: 5, before: 0, after: 2 },
      ]);
    });

    test('gives each document once, until this version of the readers has read it', async () => {
      const [sbom, signature] = [`${host} sbom`, `${host} sig`];
      const image = `${host} image`;
      await store.putSubject(
        imageRecord(host, 'team/app', image, { [sbom]: 'sbom', [signature]: 'signature' }),
      );
      const unread = async (readWith: number, after = '0') => {
        const { entries } = await store.unreadDocuments(readWith, after, 100);
        return entries.filter((entry) => entry.host === host).map(({ digest }) => digest);
      };
      const among = [image, sbom, signature].map(digestOf);
      expect((await store.unreadAmong(among, 1)).toSorted()).toEqual(
        [digestOf(sbom), digestOf(signature)].sort(),
      );
      expect((await unread(1)).toSorted()).toEqual([digestOf(sbom), digestOf(signature)].sort());
      await store.putDocuments(digestOf(signature), [], 1);
      expect(await unread(1)).toEqual([digestOf(sbom)]);
      expect(await store.unreadAmong(among, 1)).toEqual([digestOf(sbom)]);
      const log4j = { type: 'maven', name: 'org.apache.logging.log4j/log4j-core', version: '2.14.1' };
      const document = {
        kind: 'sbom',
        format: 'spdx-json',
        title: 'SPDX',
        packages: [log4j, log4j],
      } as const;
      await store.putDocuments(digestOf(sbom), [document, { ...document, packages: [] }], 2);
      await store.putDocuments(digestOf(sbom), [], 1);
      expect(await unread(2)).toEqual([digestOf(signature)]);
      const kept = await rows(sql`SELECT cardinality(d.packages) AS packages FROM document d
        JOIN manifest m ON m.id = d.manifest WHERE m.digest = decode(${`12${digestOf(sbom).slice(7)}`}, 'hex') ORDER BY place`);
      expect(kept).toEqual([{ packages: 1 }, { packages: 0 }]);
    });

    test('writes the same again without another effect, in several processes at once', async () => {
      const attached = { [`${host} sbom`]: 'sbom', [`${host} sig`]: 'signature' } as const;
      const packages = Array.from({ length: 50 }, (_, index) => ({
        type: 'npm',
        name: `p${index}`,
        version: '1',
      }));
      const write = async (order: 'forwards' | 'backwards') => {
        const other = openInventoryStore(place.database);
        const images = ['a', 'b', 'c', 'd'].map((image) =>
          imageRecord(host, 'team/app', `${host} ${image}`, attached),
        );
        for (const image of order === 'forwards' ? images : images.toReversed())
          await other.putSubject(image);
        const own = order === 'forwards' ? packages : packages.toReversed();
        const document = { kind: 'sbom', format: 'spdx-json', title: 'SPDX', packages: own } as const;
        await other.putDocuments(digestOf(`${host} sbom`), [document], 1);
      };
      await Promise.all([write('forwards'), write('backwards'), write('forwards'), write('backwards')]);
      const [counts] = await rows(sql`SELECT
        (SELECT count(*)::int FROM referrer f JOIN repository r ON r.id = f.repository JOIN registry g
          ON g.id = r.registry WHERE g.host = ${host}) AS referrers,
        (SELECT count(*)::int FROM document d JOIN manifest m ON m.id = d.manifest
          WHERE m.digest = decode(${`12${digestOf(`${host} sbom`).slice(7)}`}, 'hex')) AS documents`);
      expect(counts).toEqual({ referrers: 8, documents: 1 });
    });

    test('takes texts that no index and no text of a database can hold', async () => {
      const long = 'x'.repeat(100_000);
      const odd = `a\0b\ud800${long}`;
      const digest = digestOf(`${host} hostile`);
      const severity = 'critical';
      await store.putDocuments(
        digest,
        [
          {
            ...{ kind: 'sbom', format: odd, title: odd, builder: odd, source: odd, unread: odd },
            packages: [{ type: odd, name: odd, version: odd }],
            vulnerabilities: [{ id: odd, severity }],
            licences: [odd],
            signer: { issuer: odd, subject: odd },
          },
        ],
        1,
      );
      const node = nodeOf(`${host} image`, 'image', {
        annotations: { [odd]: odd },
        created: '999999-13-01T',
      });
      const record = imageRecord(host, 'team/app', `${host} image`, {});
      await store.putSubject({ ...record, graph: { ...record.graph, nodes: [node] } });
      await store.putFailure({ host, repository: 'a', reason: odd, code: 'failed' });
      expect(await store.listFailures(host, 1)).toMatchObject([
        { times: 1, code: 'failed', repository: 'a' },
      ]);
    });

    test('leaves a registry alone that is paused, and keeps what failed there', async () => {
      await listTags(['1']);
      const due = async () => (await store.dueSubjects(1_000)).filter((one) => one.host === host);
      expect(await due()).toEqual([{ ...app(), digest: digestOf(`${host} 1`) }]);
      await store.pause(host, hourMs, 'too many requests');
      expect(await due()).toEqual([]);
      expect(await store.freshness(host)).toMatchObject({ pause: { reason: 'too many requests' } });
      await store.pause(host, hourMs / 2, 'a job that was under way');
      expect(await store.freshness(host)).toMatchObject({ pause: { reason: 'too many requests' } });
      expect(await store.pauseOf(host)).toMatchObject({ reason: 'too many requests' });
      await store.resume(host);
      expect(await store.pauseOf(host)).toBeUndefined();
      expect((await due()).length).toBe(1);
      const failure = { ...{ host, repository: 'team/app' }, reason: 'refused', code: 'forbidden' };
      await store.putFailure(failure);
      await store.putFailure(failure);
      expect(await store.listFailures(host, 9)).toMatchObject([{ ...failure, times: 2 }]);
      await store.removeFailure({ host, repository: 'team/app' });
      expect(await store.listFailures(host, 9)).toEqual([]);
    });

    test('makes a manifest and the tags of a repository due when they are named', async () => {
      await listTags(['1']);
      await store.putSubject(imageRecord(host, 'team/app', `${host} 1`, {}));
      const due = async () => [
        (await store.dueSubjects(1_000)).filter((one) => one.host === host).length,
        (await store.dueRepositories(1_000)).filter((one) => one.host === host).length,
      ];
      expect(await due()).toEqual([0, 0]);
      await store.makeDue(app(), digestOf(`${host} 1`));
      await store.makeDue(app());
      await store.makeDue({ host, name: 'not/known' });
      await store.noteNotified(host);
      expect(await due()).toEqual([1, 1]);
      expect(await store.freshness(host)).toMatchObject({ notifiedAt: expect.stringMatching(/^20/) });
    });

    test('has a registry listed again an hour after a whole list, and a day after where it notifies', async () => {
      const { pass } = place;
      if (pass === undefined) return;
      const times = { dueMs: hourMs, notifiedDueMs: dayMs, isNotifiedForMs: 7 * dayMs };
      const isDue = async () => (await store.dueRegistries(times, 1_000)).includes(host);
      await store.beginRepositories(host);
      await pass(2 * dayMs);
      expect(await isDue()).toBe(false);
      await store.beginRepositories(host);
      await store.putRepositories(host, { after: '', next: undefined, entries: ['a'] });
      await store.finishRepositories(host);
      expect(await isDue()).toBe(false);
      await pass(hourMs);
      expect(await isDue()).toBe(true);
      await store.noteNotified(host);
      expect(await isDue()).toBe(false);
      await pass(dayMs);
      expect(await isDue()).toBe(true);
      await store.pause(host, hourMs, 'asked to');
      expect(await isDue()).toBe(false);
    });

    test('tells which tags point to a manifest', async () => {
      await listTags(['1', '2']);
      await store.putTag(app(), { name: 'latest', digest: digestOf(`${host} 2`) });
      expect(await store.tagsOf(app(), digestOf(`${host} 2`))).toEqual(['2', 'latest']);
      expect(await store.tagsOf({ host, name: 'team/else' }, digestOf(`${host} 2`))).toEqual([]);
    });

    test('makes a manifest due when what refers to it is named', async () => {
      await store.putSubject(imageRecord(host, 'team/app', `${host} 1`, { [`${host} sig`]: 'signature' }));
      const due = async () => (await store.dueSubjects(1_000)).filter((one) => one.host === host);
      expect(await due()).toEqual([]);
      await store.makeDue(app(), digestOf(`${host} sig`));
      expect((await due()).map(({ digest }) => digest)).toEqual([digestOf(`${host} 1`)]);
    });

    test('makes an index due when what is attached to one of its platforms is named', async () => {
      await store.putSubject(indexRecord());
      const due = async () => (await store.dueSubjects(1_000)).filter((one) => one.host === host);
      expect(await due()).toEqual([]);
      await store.makeDue(app(), digestOf(`${host} sig`));
      expect((await due()).map(({ digest }) => digest)).toEqual([digestOf(`${host} index`)]);
    });

    test('tells how long ago another look at a manifest was written', async () => {
      const record = imageRecord(host, 'team/app', `${host} 1`, {});
      expect(await store.putSubject(record)).toBeUndefined();
      expect(await store.putSubject(record)).toBeGreaterThanOrEqual(0);
      expect(await store.putSubject({ ...record, name: 'team/else' })).toBeUndefined();
    });

    test('tells who is looked at for a platform, and what no walk comes by', async () => {
      const [index, platform, signature, other] = ['index', 'platform', 'sig', 'other'].map((name) =>
        digestOf(`${host} ${name}`),
      );
      if (index === undefined || platform === undefined || signature === undefined || other === undefined)
        throw new Error('There are four names.');
      expect(await store.unreached(app(), [platform, other])).toHaveLength(2);
      await store.putIndex(index, [{ digest: platform, platform: { os: 'linux', architecture: 'arm64' } }]);
      expect(await store.lookedAtFor(app(), platform)).toEqual([platform]);
      // Of an index that a tag points to, and that nobody has looked at yet.
      await store.putTag({ host, name: 'team/new' }, { name: '1', digest: index });
      expect(await store.lookedAtFor({ host, name: 'team/new' }, platform)).toEqual([index]);
      await store.putSubject(indexRecord());
      expect(await store.unreached(app(), [index, platform, signature, other])).toEqual([other]);
      expect(await store.unreached({ host, name: 'team/else' }, [platform])).toEqual([platform]);
      expect(await store.lookedAtFor(app(), platform)).toEqual([index]);
      expect(await store.lookedAtFor(app(), signature)).toEqual([index]);
      expect(await store.lookedAtFor(app(), other)).toEqual([other]);
      // A platform that was looked at on its own beside its index.
      const lately = { withinMs: 60_000, isAny: false };
      expect(await store.isOvertaken(app(), index, lately)).toBe(false);
      await store.putSubject(imageRecord(host, 'team/app', `${host} platform`, {}));
      expect(await store.isOvertaken(app(), index, lately)).toBe(true);
      expect(await store.isOvertaken({ host, name: 'team/else' }, index, lately)).toBe(false);
      await store.putTag(app(), { name: 'amd64', digest: platform });
      expect(await store.isOvertaken(app(), index, lately)).toBe(false);
      expect(await store.isOvertaken(app(), index, { ...lately, isAny: true })).toBe(true);
    });

    test('counts each day, and forgets what nothing has named for a month', async () => {
      const { pass } = place;
      if (pass === undefined) return;
      await listTags(['1']);
      await store.putSubject(
        imageRecord(
          host,
          'team/app',
          `${host} 1`,
          { [`${host} sig`]: 'signature' },
          { open: { critical: 1, high: 2 } },
        ),
      );
      await store.sweep();
      const [day] =
        await rows(sql`SELECT d.artifacts, d.states[1:7] AS signature, d.critical, d.high FROM coverage_day d
        JOIN repository r ON r.id = d.repository JOIN registry g ON g.id = r.registry WHERE g.host = ${host}`);
      expect(day).toEqual({ artifacts: 1, signature: [0, 0, 1, 0, 0, 0, 0], critical: 1, high: 2 });
      await listTags([]);
      await store.putSubject({
        ...imageRecord(host, 'team/app', `${host} 1`, {}),
        graph: { nodes: [], edges: [], answers: [named(`${host} 1`, 0)] },
      });
      const manifests = async () =>
        (
          await rows(
            sql`SELECT id FROM manifest WHERE digest = decode(${`12${digestOf(`${host} sig`).slice(7)}`}, 'hex')`,
          )
        ).length;
      await store.sweep();
      expect(await manifests()).toBe(1);
      await pass(31 * dayMs);
      await store.sweep();
      expect(await manifests()).toBe(0);
    });
  });
}
