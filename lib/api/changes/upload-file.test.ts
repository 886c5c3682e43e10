import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { uploadFile } from '#lib/api/changes/upload-file';
import { makeProblem } from '#lib/api/problems/problem-table';

const file = new File(['the bytes'], 'my notes.txt');
const digest = `sha256:${createHash('sha256').update('the bytes').digest('hex')}`;
const upload = { id: 'x', name: 'my notes.txt', digest, size: 9, references: [] };

/** A request that answers as soon as it is sent, or never. */
function scriptedRequest(status: number, text: string) {
  const sent: unknown[] = [];
  const request = {
    status,
    responseText: text,
    upload: { onprogress: (_: { loaded: number }) => {} },
    onload: () => {},
    onabort: () => {},
    onerror: () => {},
    onloadend: () => {},
    open: (...target: unknown[]) => sent.push(target),
    setRequestHeader: () => {},
    abort: () => request.onabort(),
    send: (body: unknown) => {
      sent.push(body);
      request.upload.onprogress({ loaded: 9 });
      if (status === 0) request.onerror();
      else if (status > 0) request.onload();
    },
  };
  // Only what is used of the browser's interface.
  return { sent, createRequest: () => request as unknown as XMLHttpRequest };
}

test('a file is sent as it is, with the digest that the browser computed, and tells how far it is', async () => {
  const { sent, createRequest } = scriptedRequest(201, JSON.stringify(upload));
  const progress: number[] = [];
  const onProgress = (bytes: number) => progress.push(bytes);
  expect(await uploadFile(file, { createRequest, onProgress })).toEqual(upload);
  const path = `/api/uploads?name=my+notes.txt&digest=${encodeURIComponent(digest)}`;
  expect(sent).toEqual([['POST', path], file]);
  expect(progress).toEqual([9]);
});

test('a refusal is the problem that the server told', async () => {
  const problem = makeProblem('disk-full', 'No room.', { requestId: '1' });
  const { createRequest } = scriptedRequest(507, JSON.stringify(problem));
  await expect(uploadFile(file, { createRequest })).rejects.toMatchObject({ problem });
});

test.each([
  [0, '', 'disconnected'],
  [502, '<html>', 'internal'],
  [201, '{}', 'internal'],
])('an answer with status %i and "%s" is a problem of its own', async (status, text, code) => {
  const { createRequest } = scriptedRequest(status, text);
  await expect(uploadFile(file, { createRequest })).rejects.toMatchObject({ problem: { code } });
});

test('an upload that is cancelled ends with the reason for it', async () => {
  const { createRequest } = scriptedRequest(-1, '');
  const cancel = new AbortController();
  const onProgress = () => cancel.abort(new Error('changed my mind'));
  await expect(uploadFile(file, { createRequest, onProgress, signal: cancel.signal })).rejects.toThrow(
    'changed my mind',
  );
});
