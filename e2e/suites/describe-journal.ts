import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { parseDigest } from '#lib/oci/digest';
import type { Journal } from '#lib/server/plans/journal/journal';

/** One place where a journal is kept: what was closed is opened again as it was left. */
export type JournalPlace = {
  readonly open: (now?: () => number) => Promise<Journal>;
  /** Whether a record is still that of its owner when its process has ended; else it is everybody's. */
  readonly ownersOutlive: boolean;
  readonly remove: () => Promise<void>;
};

const dayMs = 24 * 60 * 60 * 1000;
const future = { created: '2999-01-01T00:00:00Z', expires: '2999-01-01T00:00:00Z' } as const;
const planOf = (id: string, steps: number) => fakePlan(id, steps, future);

/** What every implementation of the journal does. */
export function describeJournal(name: string, makePlace: () => Promise<JournalPlace>): void {
  describe(`a journal ${name}`, () => {
    let place: JournalPlace;
    let journal: Journal;
    beforeEach(async () => {
      place = await makePlace();
      journal = await place.open();
    });
    afterEach(async () => {
      await journal.close();
      await place.remove();
    });
    const reopen = async (now?: () => number) => {
      await journal.close();
      journal = await place.open(now);
    };
    const idsOf = async (owners: readonly string[]) => (await journal.recent(owners, 9)).map(({ id }) => id);

    test('gives a plan back as it was written, with what became of its steps', async () => {
      const plan = planOf('p', 2);
      await journal.add('ada', plan);
      const standing = { state: 'running' } as const;
      await journal.write('p', { steps: [['s0', { state: 'started' }]], standing });
      const failed = { state: 'failed', reason: 'No.', code: 'forbidden' } as const;
      await journal.write('p', {
        steps: [
          ['s0', { state: 'done', bytes: 3 }],
          ['s1', failed],
        ],
      });
      await journal.write('p', { standing: { ...failed, reason: 'A step failed.' } });
      const steps = { s0: { state: 'done', bytes: 3 }, s1: failed };
      const record = { plan, ...failed, reason: 'A step failed.', steps };
      expect(await journal.find('p')).toEqual({ owner: 'ada', record });
      expect(await journal.find('q')).toBeUndefined();
    });

    test('lists the newest first, of these owners alone', async () => {
      for (const [owner, id] of [
        ['', 'a'],
        ['ada', 'b'],
        ['', 'c'],
        ['bob', 'd'],
      ] as const)
        await journal.add(owner, planOf(id, 1));
      expect((await journal.recent(['', 'ada'], 2)).map(({ id }) => id)).toEqual(['c', 'b']);
      const { action, title, created } = planOf('d', 1);
      expect(await journal.recent(['bob'], 9)).toEqual([
        { id: 'd', action, title, created, state: 'planned' },
      ]);
    });

    test('has what ran when the process ended as failed, so that it can be resumed', async () => {
      await journal.add('ada', planOf('p', 2));
      await journal.write('p', {
        steps: [
          ['s0', { state: 'done' }],
          ['s1', { state: 'started' }],
        ],
        standing: { state: 'running' },
      });
      await reopen();
      expect(await journal.find('p')).toMatchObject({
        owner: place.ownersOutlive ? 'ada' : '',
        record: {
          state: 'failed',
          reason: 'Orrery stopped during the run. Run it again to resume.',
          code: 'interrupted',
          steps: { s0: { state: 'done' }, s1: { state: 'pending' } },
        },
      });
    });

    test('leaves no steps of a removed plan for one of the same id', async () => {
      await journal.add('', planOf('p', 1));
      const standing = { state: 'running' } as const;
      await journal.write('p', { steps: [['s0', { state: 'done' }]], backups: [['s1', []]], standing });
      await journal.write('p', { standing: { state: 'failed' } });
      await journal.remove('p');
      expect(await journal.find('p')).toBeUndefined();
      await journal.add('', planOf('p', 1));
      expect((await journal.find('p'))?.record.steps).toEqual({});
      expect(await journal.backups('p')).toEqual(new Map());
    });

    test('writes all of a change or nothing', async () => {
      await journal.add('', planOf('p', 1));
      const steps = [
        ['s0', { state: 'done' }],
        ['s1', { state: 'done', bytes: 0.5 }],
      ] as const;
      await expect(journal.write('p', { steps, standing: { state: 'running' } })).rejects.toThrow();
      expect((await journal.find('p'))?.record).toMatchObject({ state: 'planned', steps: {} });
    });

    test('keeps what a step may have dropped until the step is done or skipped, byte for byte', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
      const manifests = [{ bytes, digest, mediaType: 'application/vnd.example+json' }];
      await journal.add('', planOf('p', 3));
      const started = { state: 'started' } as const;
      await journal.write('p', {
        steps: [
          ['s0', started],
          ['s1', started],
        ],
        backups: [
          ['s0', manifests],
          ['s1', manifests],
          ['s2', manifests],
        ],
        standing: { state: 'running' },
      });
      await reopen();
      expect(await journal.backups('p')).toEqual(
        new Map([
          ['s0', manifests],
          ['s1', manifests],
          ['s2', manifests],
        ]),
      );
      await journal.write('p', {
        steps: [
          ['s0', { state: 'done' }],
          ['s1', { state: 'skipped' }],
        ],
        backups: [['s2', []]],
        standing: { state: 'running' },
      });
      expect(await journal.backups('p')).toEqual(new Map());
      expect(await journal.backups('q')).toEqual(new Map());
    });

    test('names the uploads that plans can still need', async () => {
      const importing = (id: string, upload: string) =>
        fakePlan(id, 1, {
          ...future,
          request: { action: 'import', source: 'upload', upload, to: 'localhost:5000/acme/app' },
        });
      for (const [id, upload] of [
        ['a', 'one'],
        ['b', 'two'],
        ['c', 'three'],
      ] as const)
        await journal.add('', importing(id, upload));
      await journal.write('b', { standing: { state: 'failed' } });
      await journal.write('c', { standing: { state: 'done' } });
      expect(await journal.uploadsInUse()).toEqual(new Set(['one', 'two']));
    });

    test('forgets a plan that nobody began a day after it has expired', async () => {
      const clock = () => Date.parse('2026-01-01T00:00:00Z');
      await reopen(clock);
      const expires = '2020-01-01T00:00:00Z';
      await journal.add('', fakePlan('old', 1, { expires }));
      await journal.add('', fakePlan('begun', 1, { created: '2026-01-01T00:00:00Z', expires }));
      await journal.write('begun', { standing: { state: 'done' } });
      await journal.add('', planOf('new', 1));
      expect(await idsOf([''])).toEqual(['new', 'begun']);
    });

    test('forgets records ninety days after their plans were made, and nothing that runs or may begin', async () => {
      let clock = Date.parse('2026-01-01T00:00:00Z');
      await reopen(() => clock);
      const add = (id: string) =>
        journal.add('', { ...planOf(id, 1), created: new Date(clock).toISOString() });
      for (const id of ['done', 'failed', 'running', 'planned']) await add(id);
      for (const state of ['done', 'failed', 'running'] as const)
        await journal.write(state, { standing: { state } });
      clock += 89 * dayMs;
      await add('later');
      expect(await journal.find('done')).toBeDefined();
      clock += 2 * dayMs;
      await add('latest');
      expect(await idsOf([''])).toEqual(['latest', 'later', 'planned', 'running']);
    });

    test('keeps only so many plans that nobody began, the newest', async () => {
      const add = (number: number) => journal.add('', planOf(`p${number}`, 0));
      for (const oldest of [0, 1]) await add(oldest);
      // Many at once share what the disk takes for each.
      const others = Array.from({ length: 1_999 }, (_, at) => at + 2);
      await mapConcurrent(others, 50, add);
      await add(2_001);
      expect(await journal.find('p0')).toBeUndefined();
      expect(await journal.find('p2')).toBeDefined();
      expect(await journal.find('p2001')).toBeDefined();
    });
  });
}
