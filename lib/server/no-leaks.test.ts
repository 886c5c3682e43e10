import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';

import { createLog, getLog, provideLog } from '#lib/server/platform/log';
import { answerBlob } from '#lib/server/routes/blob';
import { answerGraph } from '#lib/server/routes/graph';
import { answerManifest, answerResolve } from '#lib/server/routes/manifest';
import { answerRegistries, answerRegistry } from '#lib/server/routes/registries';
import { answerRepositories, answerTags } from '#lib/server/routes/repositories';
import type { RouteHandler } from '#lib/server/routes/route-call';
import { answerSignIn } from '#lib/server/routes/sign-in';

const password = 'canary-password';
const basic = Buffer.from(`ada:${password}`).toString('base64');
const canaries = [password, basic, 'canary-signature', 'canary-token'];
const lines: string[] = [];
const silent = getLog();
const digest = `sha256:${'0'.repeat(64)}`;

type Misdeed = (request: IncomingMessage, response: ServerResponse) => void;

/** What a registry does once it has seen the password, by the repository that is asked for. */
const misdeeds: Readonly<Record<string, Misdeed>> = {
  echo: (request, response) => {
    const message = `you sent ${request.headers.authorization} and ${password}`;
    response.writeHead(400, { 'content-type': 'application/json', 'docker-content-digest': password });
    response.end(JSON.stringify({ errors: [{ code: 'DENIED', message, detail: message }] }));
  },
  page: (request, response) => {
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end(`<h1>${request.headers.authorization}</h1>`);
  },
  type: (request, response) => {
    response.writeHead(200, { 'content-type': `text/plain; x=${request.headers.authorization}` });
    response.end('{"layers":[]}');
  },
  nobody: (_, response) => redirect(response, 'http://127.0.0.1:1/blob?X-Amz-Signature=canary-signature'),
  circle: (request, response) => redirect(response, `${request.url}?X-Amz-Signature=canary-signature`),
  named: (_, response) => redirect(response, `http://ada:${password}@127.0.0.1:1/blob`),
  other: (_, response) => redirect(response, 'javascript:canary-signature'),
  realm: (request, response) => {
    const realm = `http://${request.headers.host}/token?key=canary-signature`;
    response
      .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="canary-signature"` })
      .end();
  },
  token: (request, response) => {
    const realm = `http://${request.headers.host}/token`;
    if (request.headers.authorization === 'Bearer canary-token') response.destroy();
    else response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end();
  },
  cut: (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write(password, () => response.destroy());
  },
};

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(307, { location }).end();
}

const registry = createServer((request, response) => {
  const [, , repository = ''] = (request.url ?? '').split(/[/?]/);
  if (request.url?.startsWith('/token?key=') === true) return void response.writeHead(500).end(password);
  if (request.url?.startsWith('/token') === true) return void response.end('{"token":"canary-token"}');
  const misdeed = misdeeds[repository];
  const isKnown = request.headers.authorization !== undefined;
  if (isKnown && misdeed !== undefined) {
    met += 1;
    return misdeed(request, response);
  }
  if (isKnown) return void response.end('{}');
  response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
});
let met = 0;
let host = '';
let cookie = '';

beforeAll(async () => {
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  host = `127.0.0.1:${(registry.address() as AddressInfo).port}`;
  provideLog(createLog('debug', { write: (line) => void lines.push(line) }));
  testServices();
  const headers = { origin: 'http://localhost:4400', 'content-type': 'application/json' };
  const body = JSON.stringify({ host, username: 'ada', password });
  const response = await callRoute(answerSignIn, '/api/sign-in', { method: 'POST', headers, body });
  cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(() => {
  provideLog(silent);
  registry.closeAllConnections();
  registry.close();
});
beforeEach(() => {
  met = 0;
  lines.length = 0;
});

const routes: readonly (readonly [string, RouteHandler, (repository: string) => string])[] = [
  ['graph', answerGraph, (repository) => `/api/graph?ref=${host}/${repository}:1`],
  ['manifest', answerManifest, (repository) => `/api/manifest?ref=${host}/${repository}:1`],
  ['pinned manifest', answerManifest, (repository) => `/api/manifest?ref=${host}/${repository}@${digest}`],
  ['resolve', answerResolve, (repository) => `/api/resolve?ref=${host}/${repository}:1`],
  ['blob', answerBlob, (repository) => `/api/blob?ref=${host}/${repository}@${digest}`],
  ['tags', answerTags, (repository) => `/api/tags?ref=${host}/${repository}`],
];

test.for(Object.keys(misdeeds))(
  'after "%s" no log, no answer and no header holds a secret',
  async (repository) => {
    const said: string[] = [];
    for (const [name, answer, path] of routes)
      said.push(name, await everythingSaid(answer, path(repository)));
    expect(secretsIn(said.join('\n'))).toEqual([]);
    expect(secretsIn(lines.join(''))).toEqual([]);
    expect(Math.min(met, lines.length)).toBeGreaterThan(0);
  },
);

test('what is said about registries holds no secret either', async () => {
  const said = [
    await everythingSaid(answerRegistries, '/api/registries'),
    await everythingSaid(answerRegistry, `/api/registry?host=${host}`),
    await everythingSaid(answerRepositories, `/api/repositories?host=${host}`),
  ];
  expect(secretsIn(said.join('\n') + lines.join(''))).toEqual([]);
  expect(said.join('')).toContain('ada');
});

async function everythingSaid(answer: RouteHandler, path: string): Promise<string> {
  const response = await callRoute(answer, path, { headers: { cookie } });
  const body = await response.text().catch((error: unknown) => String(error));
  return `${response.status} ${JSON.stringify([...response.headers])} ${body}`;
}

function secretsIn(text: string): readonly string[] {
  return canaries.filter((canary) => text.includes(canary));
}
