import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { getProblem } from '#e2e/fakes/call-route';
import { giveEachTestAFolder, upload, uploadedFiles, uploadRequest } from '#e2e/fakes/upload-to-folder';
import { digestOf } from '#e2e/faults/scratch-registry';
import { answerUpload } from '#lib/server/routes/uploads';
import { receiveUpload } from './receive-upload.ts';
import { openUploadedFile } from './uploads-folder.ts';

giveEachTestAFolder();

test('an uploaded file is kept with its digest and read back to the byte', async () => {
  const bytes = new Uint8Array(3_000_000).map((_, at) => at % 251);
  const digest = digestOf(bytes);
  const { id, ...rest } = await upload(bytes, `name=big%20file.bin&digest=${digest}`);
  expect(rest).toEqual({ name: 'big file.bin', digest, size: bytes.byteLength, references: [] });
  const file = (await openUploadedFile(id)) ?? expect.fail('it is gone');
  const hash = createHash('sha256');
  for await (const chunk of file.open()) hash.update(chunk);
  expect(`sha256:${hash.digest('hex')}`).toBe(digest);
});

test('an uploaded file may be empty', async () => {
  expect(await upload('')).toMatchObject({ size: 0, digest: digestOf('') });
});

test('an uploaded file with another digest than was said is refused and leaves nothing', async () => {
  const path = `/api/uploads?name=x&digest=${digestOf('other')}`;
  expect(await getProblem(answerUpload, path, uploadRequest('bytes'))).toMatchObject({
    status: 400,
    code: 'upload-mismatch',
  });
  expect(await uploadedFiles()).toEqual([]);
});

test('an uploaded file that breaks off, or is shorter than was said, leaves nothing', async () => {
  const broken = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1000));
      controller.error(new Error('cut off'));
    },
  });
  const arriving = { name: 'x', digest: undefined, signal: new AbortController().signal };
  await expect(receiveUpload({ ...arriving, body: broken, length: undefined })).rejects.toThrow('cut off');
  const short = async function* () {
    yield new Uint8Array(10);
  };
  await expect(receiveUpload({ ...arriving, body: short(), length: 11 })).rejects.toMatchObject({
    problem: { code: 'upload-mismatch', detail: '10 of 11 bytes have arrived.' },
  });
  expect(await uploadedFiles()).toEqual([]);
});

test('an uploaded file whose sender has gone leaves nothing, although its bytes end cleanly', async () => {
  const gone = new AbortController();
  const body = async function* () {
    yield new Uint8Array(10);
    gone.abort(new Error('gone'));
  };
  const file = { name: 'x', digest: undefined, length: undefined, signal: gone.signal, body: body() };
  await expect(receiveUpload(file)).rejects.toThrow('gone');
  expect(await uploadedFiles()).toEqual([]);
});

test('an uploaded file for which the disk has no room is refused before it is sent, and while it is', async () => {
  let sent = 0;
  const body = async function* () {
    for (; sent < 100; sent++) yield new Uint8Array(1000);
  };
  const file = { name: 'x', digest: undefined, signal: new AbortController().signal, room: 2500 };
  const full = { problem: { code: 'disk-full', status: 507 } };
  await expect(receiveUpload({ ...file, length: 3000, body: body() })).rejects.toMatchObject(full);
  expect(sent).toBe(0);
  await expect(receiveUpload({ ...file, length: undefined, body: body() })).rejects.toMatchObject(full);
  expect(sent).toBe(2);
  expect(await uploadedFiles()).toEqual([]);
});
