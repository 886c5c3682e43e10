import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, scriptedRegistry } from '#e2e/fakes/embedded';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerBlob } from './blob.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  // Clients outlive a test as they outlive a request: each test has a repository of its own.
  repository = `team/blob-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const refOf = (selector: string) => encodeURIComponent(`${embeddedHost}/${repository}${selector}`);

test('a blob is a download that no browser takes for a page', async () => {
  const blob = await pushBlob(registry, repository, '<script>alert(1)</script>');
  const response = await callRoute(
    answerBlob,
    `/api/blob?ref=${refOf(`@${blob.digest}`)}&name=../a/report.html`,
  );
  expect(await response.text()).toBe('<script>alert(1)</script>');
  expect(response.headers.get('orrery-length')).toBe(String(blob.size));
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(response.headers.get('content-disposition')).toContain('attachment; filename="report.html"');
});

test('a part of a blob is passed on and marked as not verified', async () => {
  const blob = await pushBlob(registry, repository, 'hello world');
  const response = await callRoute(answerBlob, `/api/blob?ref=${refOf(`@${blob.digest}`)}`, {
    headers: { range: 'bytes=6-' },
  });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe('bytes 6-10/11');
  expect(response.headers.get('orrery-verified')).toBe('range');
  expect(await response.text()).toBe('world');
});

test('a blob with other bytes breaks off, and its last byte is never sent', async () => {
  const { digest } = await pushBlob(registry, repository, 'good');
  const liar = scriptedRegistry(async () => new Response('evil', { headers: { 'content-length': '4' } }));
  testServices({}, liar);
  const response = await callRoute(answerBlob, `/api/blob?ref=${liar.hosts[0]}/team/app@${digest}`);
  const reader = response.body?.getReader();
  expect(response.headers.get('orrery-length')).toBe('4');
  await expect(reader?.read()).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('a blob that is named by a tag is refused', async () => {
  const problem = await getProblem(answerBlob, `/api/blob?ref=${refOf(':1.0')}`);
  expect(problem.detail).toContain('named by its digest');
});
