import { expect, test } from 'vitest';
import { planRequestSchema } from '#lib/api/contract/plan-request-contract';

const files = [{ upload: '1', name: 'a.json', mediaType: 'application/json' }];

test.each([
  [
    'files and a subject',
    { subject: 'a.io/b:1', files },
    { mode: 'attach-files', subject: 'a.io/b:1', files },
  ],
  [
    'files, a subject and a tag',
    { subject: 'a.io/b:1', to: 'a.io/b:note', files },
    { mode: 'attach-files', subject: 'a.io/b:1', to: 'a.io/b:note', files },
  ],
  ['files and a repository', { to: 'a.io/b', files }, { mode: 'push', to: 'a.io/b', files }],
  [
    'an artifact and its subject',
    { artifact: 'a.io/b:note', subject: 'a.io/b:1' },
    { mode: 'set-subject', artifact: 'a.io/b:note', subject: 'a.io/b:1' },
  ],
  [
    'the size of no subject, which says nothing',
    { to: 'a.io/b', subjectSize: 5, subjectMediaType: 'a/b' },
    { mode: 'push', to: 'a.io/b' },
  ],
  [
    'files beside an artifact, which say nothing',
    {
      artifact: 'a.io/b:note',
      subject: 'a.io/b:1',
      to: 'a.io/b',
      files,
      artifactType: 'a/b',
      annotations: {},
    },
    { mode: 'set-subject', artifact: 'a.io/b:note', subject: 'a.io/b:1' },
  ],
] as const)('a body that attaches %s needs no mode', (_, body, expected) => {
  expect(planRequestSchema.parse({ action: 'attach', ...body })).toEqual({ action: 'attach', ...expected });
});

test.each([
  [{ upload: '1' }, { source: 'upload', upload: '1' }],
  [{ layout: 'oci:/srv/app' }, { source: 'layout', layout: 'oci:/srv/app' }],
] as const)('a body that imports %j needs no source', (body, expected) => {
  expect(planRequestSchema.parse({ action: 'import', to: 'a.io/b', ...body })).toEqual({
    action: 'import',
    to: 'a.io/b',
    ...expected,
  });
});

test('what was parsed is parsed to the same', () => {
  const request = planRequestSchema.parse({ action: 'attach', to: 'a.io/b', files, accept: ['x'] });
  expect(planRequestSchema.parse(request)).toEqual(request);
});

test.each([
  ['nothing to attach to', { action: 'attach', files }, 'to'],
  ['an artifact without a subject', { action: 'attach', artifact: 'a.io/b:1' }, 'subject'],
  ['neither an upload nor a layout', { action: 'import', to: 'a.io/b' }, 'layout'],
  ['no reference', { action: 'delete', scope: 'tag' }, 'ref'],
  ['a mode that is none', { action: 'attach', mode: 'other', to: 'a.io/b' }, 'mode'],
  ['an action that is none', { action: 'destroy' }, 'action'],
])('a body with %s is refused at that field', (_, body, field) => {
  const { error } = planRequestSchema.safeParse(body);
  expect(error?.issues[0]?.path).toEqual([field]);
});

test.each([
  { action: 'attach', to: 'a.io/b', force: true },
  { action: 'import', upload: '1', layout: 'oci:/srv/app', to: 'a.io/b' },
  { action: 'attach', mode: 'push', to: 'a.io/b', subject: 'a.io/b:1' },
])('a field that does not belong there is refused: %j', (body) => {
  expect(planRequestSchema.safeParse(body).error?.issues[0]?.code).toBe('unrecognized_keys');
});

test.each([[null], ['attach'], [[]], [{}]])('%j is refused', (body) => {
  expect(planRequestSchema.safeParse(body).success).toBe(false);
});
