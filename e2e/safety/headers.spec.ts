import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '@playwright/test';

const data = "default-src 'none'; frame-ancestors 'none'";
const download = "default-src 'none'; sandbox; frame-ancestors 'none'";
const pages =
  /^default-src 'none'; script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'; style-src 'self' 'nonce-/;
const fresh = /^(?:private, )?no-(?:store|cache)/;
const forGood = 'private, max-age=86400, immutable';

type Row = readonly [
  path: string,
  status: number,
  type: RegExp,
  policy: string | RegExp,
  cache: string | RegExp | undefined,
];

/** Every room of the house; HOST is ours, IMAGE an index of the demo, DIGEST its digest and BLOB a config in it. */
const rows: readonly Row[] = [
  ['/', 200, /^text\/html/, pages, fresh],
  ['/HOST', 200, /^text\/html/, pages, fresh],
  ['/IMAGE', 200, /^text\/html/, pages, fresh],
  ['/not%20a%20reference', 200, /^text\/html/, pages, fresh],
  ['/_next/static/nothing.js', 200, /^text\/html/, pages, fresh],
  ['/_next/image?url=%2Ficon.svg&w=64&q=75', 404, /^text\/html/, pages, fresh],
  ['/icon.svg', 200, /^image\/svg/, pages, /^public/],
  ['/livez', 200, /^text\/plain/, pages, fresh],
  ['/readyz', 200, /^text\/plain/, pages, fresh],
  ['/%zz', 400, /problem\+json/, pages, fresh],
  ['/api/registries', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/registry?host=HOST', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/repositories?host=HOST', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/tags?ref=HOST/acme/storefront', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/resolve?ref=IMAGE', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/graph?ref=IMAGE', 200, /^application\/x-ndjson/, data, 'private, no-store'],
  ['/api/manifest?ref=IMAGE', 200, /image\.index/, data, 'private, no-cache'],
  ['/api/manifest?ref=HOST/acme/storefront@DIGEST', 200, /image\.index/, data, forGood],
  ['/api/blob?ref=HOST/acme/storefront@BLOB', 200, /^application\/octet-stream$/, download, forGood],
  ['/api/openapi.json', 200, /^application\/json/, data, 'private, no-store'],
  ['/api/graph', 400, /problem\+json/, data, 'private, no-store'],
  ['/api/graph?ref=HOST/acme/none:1', 404, /problem\+json/, data, 'private, no-store'],
  ['/api/sign-in', 405, /./, data, 'private, no-store'],
  ['/api/nothing', 404, /problem\+json/, data, 'private, no-store'],
  ['/v2/', 200, /^application\/json/, data, undefined],
  ['/v2/_catalog', 200, /^application\/json/, data, undefined],
  ['/v2/acme/storefront/tags/list', 200, /^application\/json/, data, undefined],
  ['/v2/acme/storefront/manifests/DIGEST', 200, /image\.index/, data, undefined],
  ['/v2/acme/storefront/blobs/BLOB', 200, /^application\/octet-stream$/, data, undefined],
  ['/v2/none/tags/list', 404, /^application\/json/, data, undefined],
  ['/v2/NONE/tags/list', 400, /^application\/json/, data, undefined],
];

for (const [path, status, type, policy, cache] of rows) {
  test(`${path} answers with the headers of its kind`, async ({ request, baseURL }) => {
    const response = await request.get(await filled(path, request, baseURL ?? ''), { maxRedirects: 0 });
    const headers = response.headers();
    expect(response.status()).toBe(status);
    expectHeader(headers['content-type'] ?? '-', type);
    expectHeader(headers['content-security-policy'], policy);
    if (cache !== undefined) expectHeader(headers['cache-control'], cache);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['permissions-policy']).toContain('camera=()');
    const telling = Object.keys(headers).filter((name) =>
      /^(?:access-control-|x-powered-by|server$)/.test(name),
    );
    expect(telling).toEqual([]);
  });
}

test('the doors of the framework that nobody uses are shut', async ({ request }) => {
  for (const name of ['next-action', 'next-resume', 'x-middleware-subrequest']) {
    for (const path of ['/', '/api/registries', '/v2/']) {
      expect((await request.get(path, { headers: { [name]: '1' } })).status(), `${name} ${path}`).toBe(400);
    }
  }
});

test('a script of the page comes packed and may be kept for good, and only by its name', async ({
  request,
}) => {
  const html = await (await request.get('/')).text();
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
  const headers = (await request.get(script)).headers();
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['content-security-policy']).toBe("default-src 'self'; frame-ancestors 'none'");
  expect(headers['content-type']).toMatch(/^application\/javascript/);
  expect(headers['content-encoding']).toBe('br');
  expect(Number(headers['content-length'])).toBeGreaterThan(0);
});

async function filled(path: string, request: APIRequestContext, baseURL: string): Promise<string> {
  const { host } = new URL(baseURL);
  const image = `${host}/acme/storefront:2.4.1`;
  const resolved: { digest: string } = await (await request.get(`/api/resolve?ref=${image}`)).json();
  const index = await (await request.get(`/v2/acme/storefront/manifests/${resolved.digest}`)).json();
  const child = await (
    await request.get(`/v2/acme/storefront/manifests/${index.manifests[0].digest}`)
  ).json();
  return path
    .replace('HOST', host)
    .replace('IMAGE', image)
    .replace('DIGEST', resolved.digest)
    .replace('BLOB', child.config.digest);
}

function expectHeader(value: string | undefined, expected: string | RegExp): void {
  if (typeof expected === 'string') expect(value).toBe(expected);
  else expect(value).toMatch(expected);
}
