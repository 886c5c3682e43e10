import { expect, test } from 'vitest';
import { textOf } from '#e2e/fakes/text-of';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { withLoopbackTls } from './loopback-tls.ts';

const host = 'localhost:5443';
const plain = `http://${host}`;
const get = { method: 'GET', purpose: 'registry', onBehalfOf: plain } as const satisfies FetchRequest;

/** What servers of TLS answer to plain http. */
const answers: Readonly<Record<string, () => Response>> = {
  'Go in words': () => new Response('Client sent an HTTP request to an HTTPS server.\n', { status: 400 }),
  'nginx with a page': () =>
    new Response('<html>The plain HTTP request was sent to HTTPS port', {
      status: 400,
      headers: { 'content-type': 'text/html' },
    }),
  'others by breaking off': () => {
    throw new RegistryError('unavailable', host, 'The connection broke.');
  },
  'others by an alert': () => {
    throw new RegistryError('bad-response', host, 'Not HTTP.');
  },
};

function over(plainAnswer: () => Response, tlsAnswer: (url: URL) => Response) {
  const sent: string[] = [];
  const fetch: Fetch = async (url, { method, onBehalfOf }) => {
    sent.push(`${method} ${url.href} for ${onBehalfOf}`);
    return url.protocol === 'https:' ? tlsAnswer(url) : plainAnswer();
  };
  return { sent, fetch: withLoopbackTls(fetch, host) };
}

test.each(Object.keys(answers))('TLS is recognised from the answer of %s, and then kept', async (name) => {
  const { sent, fetch } = over(answers[name] ?? Response.error, () => new Response('secure'));
  expect(await textOf(await fetch(new URL(`${plain}/v2/a/tags/list?n=1`), get))).toBe('secure');
  await fetch(new URL(`${plain}/v2/b`), get);
  expect(sent.slice(1)).toEqual([
    `GET https://${host}/v2/ for https://${host}`,
    `GET https://${host}/v2/a/tags/list?n=1 for https://${host}`,
    `GET https://${host}/v2/b for https://${host}`,
  ]);
});

test('addresses in the answers keep the origin that the client knows', async () => {
  const headers = {
    location: `https://${host}/v2/a/blobs/uploads/1`,
    link: `<https://${host}/v2/_catalog?last=a>; rel="next"`,
    'www-authenticate': `Bearer realm="https://${host}/token",service="s"`,
  };
  const { fetch } = over(answers['Go in words'] ?? Response.error, () => new Response('', { headers }));
  const response = await fetch(new URL(`${plain}/v2/`), get);
  const seen = Object.keys(headers).map((name) => response.headers.get(name));
  expect(seen).toEqual([
    `${plain}/v2/a/blobs/uploads/1`,
    `<${plain}/v2/_catalog?last=a>; rel="next"`,
    `Bearer realm="${plain}/token",service="s"`,
  ]);
});

test('a registry that is started again without TLS is asked by plain http again', async () => {
  let hasTls = true;
  const { fetch } = over(
    () => (hasTls ? new Response('', { status: 400 }) : new Response('plain')),
    () => {
      if (hasTls) return new Response('secure');
      throw new RegistryError('tls-failed', host, 'No.', {
        cause: Object.assign(new Error(), { code: 'EPROTO' }),
      });
    },
  );
  const ask = async () => textOf(await fetch(new URL(`${plain}/v2/`), get));
  expect(await ask()).toBe('secure');
  hasTls = false;
  await expect(ask()).rejects.toMatchObject({ code: 'tls-failed' });
  expect(await ask()).toBe('plain');
});

test('other hosts, and refusals in JSON, are left alone', async () => {
  const { sent, fetch } = over(
    () => Response.json({ errors: [] }, { status: 400 }),
    () => new Response('secure'),
  );
  expect((await fetch(new URL(`${plain}/v2/`), get)).status).toBe(400);
  await fetch(new URL('http://localhost:1/v2/'), get);
  expect(sent.every((line) => line.includes(' http://'))).toBe(true);
});
