import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { digestOf } from '#e2e/faults/scratch-registry';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { limits } from '#lib/server/platform/limits';
import { answerDeleteUpload, answerUpload } from '#lib/server/routes/uploads';
import { receiveUpload } from './receive-upload.ts';
import { openUploadedFile, uploadPaths } from './uploads-folder.ts';

let dataDir = '';

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
  testServices({ dataDir });
  return () => rm(dataDir, { recursive: true, force: true });
});

const init = (body: BodyInit): RequestInit => ({
  method: 'POST',
  headers: { 'x-orrery-request': '1' },
  body,
});

async function upload(body: BodyInit, query = 'name=notes.txt') {
  const response = await callRoute(answerUpload, `/api/uploads?${query}`, init(body));
  expect(response.status).toBe(201);
  return uploadSchema.parse(await response.json());
}

const kept = () => readdir(join(dataDir, 'uploads')).catch(() => []);

describe('an uploaded file', () => {
  test('is kept with its digest and read back to the byte', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, at) => at % 251);
    const digest = digestOf(bytes);
    const { id, ...rest } = await upload(bytes, `name=big%20file.bin&digest=${digest}`);
    expect(rest).toEqual({ name: 'big file.bin', digest, size: bytes.byteLength, references: [] });
    const file = (await openUploadedFile(id)) ?? expect.fail('it is gone');
    const hash = createHash('sha256');
    for await (const chunk of file.open()) hash.update(chunk);
    expect(`sha256:${hash.digest('hex')}`).toBe(digest);
  });

  test('may be empty', async () => {
    expect(await upload('')).toMatchObject({ size: 0, digest: digestOf('') });
  });

  test('with another digest than was said is refused and leaves nothing', async () => {
    const path = `/api/uploads?name=x&digest=${digestOf('other')}`;
    expect(await getProblem(answerUpload, path, init('bytes'))).toMatchObject({
      status: 400,
      code: 'upload-mismatch',
    });
    expect(await kept()).toEqual([]);
  });

  test.each([
    ['', 'is missing'],
    ['name=', 'is empty'],
    ['name=a%0Ab', 'cannot be written'],
    [`name=${'x'.repeat(256)}`, '255'],
    ['name=x&digest=sha512:0', 'not a sha256 digest'],
    ['name=x&more=1', 'no parameter'],
  ])('asked for with "%s" is refused', async (query, words) => {
    const problem = await getProblem(answerUpload, `/api/uploads?${query}`, init('x'));
    expect(problem.code).toBe('request-invalid');
    expect(problem.detail).toContain(words);
  });

  test('that breaks off, or is shorter than was said, leaves nothing', async () => {
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
    expect(await kept()).toEqual([]);
  });

  test('whose sender has gone leaves nothing, although its bytes end cleanly', async () => {
    const gone = new AbortController();
    const body = async function* () {
      yield new Uint8Array(10);
      gone.abort(new Error('gone'));
    };
    const file = { name: 'x', digest: undefined, length: undefined, signal: gone.signal, body: body() };
    await expect(receiveUpload(file)).rejects.toThrow('gone');
    expect(await kept()).toEqual([]);
  });

  test('for which the disk has no room is refused before it is sent, and while it is', async () => {
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
    expect(await kept()).toEqual([]);
  });

  test('is removed when asked, and only by an id that is one', async () => {
    const { id } = await upload('bytes');
    await writeFile(join(dataDir, 'precious'), 'x');
    for (const bad of ['..', '%2e%2e', '..%2fprecious', 'x']) {
      await callRoute(answerDeleteUpload, `/api/uploads/${bad}`, { ...init(''), method: 'DELETE' });
    }
    expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['precious', 'uploads']));
    expect(await openUploadedFile('../precious')).toBeUndefined();
    const path = `/api/uploads/${id}`;
    expect((await callRoute(answerDeleteUpload, path, { ...init(''), method: 'DELETE' })).status).toBe(204);
    expect(await openUploadedFile(id)).toBeUndefined();
    expect(await kept()).toEqual([]);
  });

  test('is kept for a day, and what was never finished not beyond the next', async () => {
    const { id } = await upload('old');
    const yesterday = new Date(Date.now() - limits.uploadAgeMs - 1000);
    await utimes(uploadPaths(id).about, yesterday, yesterday);
    await mkdir(join(dataDir, 'uploads', '01234567-89ab-cdef-0123-456789abcdef'));
    const next = await upload('new');
    expect(await kept()).toEqual([next.id]);
  });

  test('is refused when there are too many', async () => {
    for (let i = 0; i < limits.uploadsMax; i++) await upload(`${i}`);
    expect(await getProblem(answerUpload, '/api/uploads?name=x', init('x'))).toMatchObject({ status: 429 });
  });
});
