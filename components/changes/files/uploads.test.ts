import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { FileUpload, UploadEvent } from './uploads.ts';
import { attachedFiles, isCorrupt, reduceUploads } from './uploads.ts';

const file = new File(['{}'], 'app.spdx.json');
const upload = { id: 'u1', name: 'app.spdx.json', digest: digestOf(1), size: 2, references: [] };
const after = (...events: readonly UploadEvent[]) =>
  events.reduce<readonly FileUpload[]>((files, event) => reduceUploads(files, event), []);
const added = { type: 'add', key: 0, file } as const;
const ready = { type: 'ready', key: 0, upload } as const;

test('a file is sent from its first byte on, and counts what has been sent', () => {
  expect(after(added)).toMatchObject([{ state: 'sending', bytes: 0 }]);
  expect(after(added, { type: 'progress', key: 0, bytes: 1 })).toMatchObject([{ bytes: 1 }]);
});

test('late progress does not bring a finished file back', () => {
  expect(after(added, ready, { type: 'progress', key: 0, bytes: 1 })).toMatchObject([{ state: 'ready' }]);
});

test('what a file is stays known while it is sent, and when that fails', () => {
  const suggestion = {
    title: 'SPDX',
    mediaType: 'application/spdx+json',
    artifactType: 'application/spdx+json',
  };
  const problem = makeProblem('internal', 'It broke.', { requestId: '' });
  expect(
    after(added, { type: 'suggestion', key: 0, suggestion }, { type: 'failed', key: 0, problem }),
  ).toMatchObject([{ state: 'failed', suggestion }]);
});

test('a file that was removed stays away, whatever is heard of it later', () => {
  expect(after(added, { type: 'remove', key: 0 }, ready)).toEqual([]);
});

test('a file whose digest differs from the upload is corrupt', () => {
  const [same] = after(added, ready, { type: 'digest', key: 0, digest: digestOf(1) });
  const [other] = after(added, ready, { type: 'digest', key: 0, digest: digestOf(2) });
  const [unknown] = after(added, ready, { type: 'digest', key: 0, digest: undefined });
  expect([same, other, unknown].map((one) => one !== undefined && isCorrupt(one))).toEqual([
    false,
    true,
    false,
  ]);
});

test('files are attached once all of them arrived unchanged', () => {
  expect(attachedFiles([])).toBeUndefined();
  expect(attachedFiles(after(added))).toBeUndefined();
  expect(attachedFiles(after(added, ready, { ...added, key: 1 }))).toBeUndefined();
  expect(attachedFiles(after(added, ready, { type: 'digest', key: 0, digest: digestOf(2) }))).toBeUndefined();
  expect(attachedFiles(after(added, ready))).toEqual([
    { upload: 'u1', name: 'app.spdx.json', mediaType: 'application/octet-stream' },
  ]);
});
