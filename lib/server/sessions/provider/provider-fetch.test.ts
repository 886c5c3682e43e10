import { expect, test } from 'vitest';
import type { FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { teamLimits } from '#lib/server/sessions/limits';
import { createProviderFetch } from './provider-fetch.ts';

const sent: (FetchRequest & { readonly url: string })[] = [];
const provider = (answer: () => Response) =>
  createProviderFetch('https://login.example/realms/acme', async (url, request) => {
    sent.push({ ...request, url: url.href });
    return answer();
  });

async function codeOf(asking: Promise<unknown>): Promise<string> {
  return await asking.then(
    () => 'answered',
    (error: unknown) => (error instanceof RegistryError ? error.code : 'other'),
  );
}

test('requests go to the issuer, and to nobody that it does not name', async () => {
  const { fetch, allow } = provider(() => Response.json({ is: 'here' }));
  const get = { method: 'GET', headers: { accept: 'application/json' } };
  expect(await (await fetch('https://login.example/keys', get)).json()).toEqual({ is: 'here' });
  expect(await codeOf(fetch('https://keys.example/keys', get))).toBe('egress-refused');
  allow(['https://keys.example/any', undefined, 'http://plain.example/']);
  expect(await codeOf(fetch('https://keys.example/keys', get))).toBe('answered');
  expect(await codeOf(fetch('http://plain.example/keys', get))).toBe('egress-refused');
  expect(sent.map(({ url, purpose }) => [url, purpose])).toEqual([
    ['https://login.example/keys', 'registry'],
    ['https://keys.example/keys', 'token'],
  ]);
});

test('forms are sent as texts, and nothing else is', async () => {
  const { fetch } = provider(() => new Response(null, { status: 204 }));
  const post = { method: 'POST', headers: new Headers({ a: 'b' }) };
  await fetch('https://login.example/token', { ...post, body: new URLSearchParams({ code: 'x' }) });
  expect(sent.at(-1)).toMatchObject({ method: 'POST', body: 'code=x', headers: { a: 'b' } });
  expect(await codeOf(fetch('https://login.example/token', { ...post, body: new FormData() }))).toBe('other');
});

test('an answer that is larger than any sign-in needs is refused', async () => {
  const { fetch } = provider(() => new Response(new Uint8Array(teamLimits.providerAnswerMaxBytes + 1)));
  expect(await codeOf(fetch('https://login.example/keys', { method: 'GET', headers: {} }))).toBe('too-large');
});
