import { expect, test } from 'vitest';
import { named } from '#e2e/fakes/make-survey';
import { planMove } from '#lib/transfer/planning/plan-move';
import { planTag } from '#lib/transfer/planning/plan-tag';

const at = { registry: 'registry.example', repository: 'acme/app' };
const digest = named('new');

test('a free tag is set, and one that points there already is left', () => {
  const now = new Map([
    ['1.0', null],
    ['latest', digest],
  ]);
  const { steps, warnings, blockers } = planTag({ at, digest, now, others: new Map() });
  expect(steps).toMatchObject([{ verb: 'tag', tag: '1.0', digest, was: null }]);
  expect(warnings).toMatchObject([{ code: 'tagged-already', tags: ['latest'] }]);
  expect(blockers).toEqual([]);
});

test('a tag that moves says from where, which is the way back', () => {
  const now = new Map([['latest', named('old')]]);
  const others = new Map([
    ['latest', named('old')],
    ['1.0', named('old')],
  ]);
  const { steps, warnings } = planTag({ at, digest, now, others });
  expect(steps).toMatchObject([{ was: named('old') }]);
  expect(warnings).toMatchObject([{ code: 'moves-tag', digests: [named('old')] }]);
});

test('what loses its last tag by it is named', () => {
  const now = new Map([['latest', named('old')]]);
  const { warnings } = planTag({ at, digest, now, others: now });
  expect(warnings.map(({ code }) => code)).toEqual(['moves-tag', 'last-tag']);
});

test('a move deletes nothing before the copy was checked', () => {
  const totals = { steps: 1, manifests: 1, blobs: 0, bytes: 1 };
  const none = { title: '', kept: [], warnings: [], blockers: [], totals };
  const word = { target: '', detail: '' };
  const check = {
    verb: 'verify',
    at,
    manifests: [digest],
    tags: [],
    id: '2',
    after: ['1'],
    ...word,
  } as const;
  const gone = { verb: 'delete-manifest', at, digest, tags: [], referrers: [], ...word } as const;
  const deletion = {
    ...none,
    confirm: 'acme/app:1.0',
    steps: [
      { ...gone, id: '1', after: [] },
      { ...gone, id: '2', after: ['1'] },
    ],
  };
  const { steps, confirm } = planMove('Move', { ...none, steps: [check] }, deletion);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ['2', ['1']],
    ['source-1', ['2']],
    ['source-2', ['2', 'source-1']],
  ]);
  expect(confirm).toBe('acme/app:1.0');
});
