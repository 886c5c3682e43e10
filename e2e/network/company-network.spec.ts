import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Certificates } from '#e2e/network/make-certificates';
import { makeCertificates } from '#e2e/network/make-certificates';
import { startTinyproxy } from '#e2e/network/start-tinyproxy';
import { startOrrery } from '#e2e/registries/orrery';
import { startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { findTools } from '#e2e/tools/find-tool';
import { run } from '#e2e/tools/run';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

// zot with a certificate of the company's own CA, reached under a name that only the proxy knows.
const user = { username: 'ada', password: 'analytical-engine' };
const inProxyUrl = `${user.username}:${encodeURIComponent(user.password)}@`;
const host = 'registry.corp.test';
let folder = '';
let certificates: Certificates;
let zot: Registry;
let bench: Workbench;

test.beforeAll(async () => {
  const tools = await findTools(['zot', 'crane', 'tinyproxy', 'openssl']);
  const missing = [...tools.values()].find((tool) => tool.status === 'missing');
  test.skip(missing !== undefined, missing?.status === 'missing' ? missing.reason : '');
  folder = await mkdtemp(join(tmpdir(), 'orrery-network-'));
  certificates = await makeCertificates(folder, [host]);
  zot = await startZot(certificates);
  bench = makeWorkbench();
  bench.write('hello.txt', 'hello');
  await run('tar', ['-cf', 'layer.tar', 'hello.txt'], { folder: bench.folder });
  const image = ['append', '--oci-empty-base', '-f', 'layer.tar', '-t', `${zot.host}/team/app:1.0`];
  await bench.run('crane', image, { SSL_CERT_FILE: certificates.caFile });
});
test.afterAll(async () => {
  await zot?.stop();
  bench?.remove();
  if (folder !== '') await rm(folder, { recursive: true });
});

async function tagsSeenBy(settings: Readonly<Record<string, string>>, registry: string) {
  const orrery = await startOrrery({ access: 'open', settings });
  try {
    const response = await fetch(`${orrery.url}/api/tags?ref=${registry}/team/app`);
    return { answer: await response.json(), output: orrery.output() };
  } finally {
    await orrery.stop();
  }
}

test('a registry behind a proxy and a private CA is read with the settings that crane takes', async () => {
  await using proxy = await startTinyproxy(user, zot.host);
  const settings = { HTTPS_PROXY: `http://${inProxyUrl}${proxy.host}`, SSL_CERT_FILE: certificates.caFile };
  expect(await bench.run('crane', ['ls', `${host}/team/app`], settings)).toBe('1.0\n');
  const { answer } = await tagsSeenBy(settings, host);
  expect(answer).toEqual({ names: ['1.0'] });
  expect(new Set(proxy.reached)).toEqual(new Set([`${host}:443`]));
});

test('a proxy that wants a password is named, and the password that it refuses is not shown', async () => {
  await using proxy = await startTinyproxy(user, zot.host);
  const without = await tagsSeenBy({ HTTPS_PROXY: `http://${proxy.host}` }, host);
  expect(without.answer).toMatchObject({
    code: 'proxy-failed',
    detail: `The proxy ${proxy.host} asks for a user name and password.`,
    hint: expect.stringContaining('HTTPS_PROXY'),
  });
  const settings = { HTTPS_PROXY: `http://ada:canary@${proxy.host}`, ORRERY_LOG_LEVEL: 'debug' };
  const wrong = await tagsSeenBy(settings, host);
  expect(wrong.answer.code).toBe('proxy-failed');
  expect(JSON.stringify(wrong)).not.toMatch(new RegExp(`canary|${btoa('ada:canary')}`));
  expect(proxy.reached).toEqual([]);
});

test('the proxy is not asked for metadata services, for hosts in NO_PROXY or for this machine', async () => {
  await using proxy = await startTinyproxy(user, zot.host);
  const settings = { HTTPS_PROXY: `http://${inProxyUrl}${proxy.host}`, NO_PROXY: '.corp.test' };
  const direct = await tagsSeenBy(settings, host);
  expect(direct.answer).toMatchObject({ code: 'host-unknown' });
  const metadata = await tagsSeenBy(settings, 'metadata.google.internal');
  expect(metadata.answer).toMatchObject({ code: 'egress-refused' });
  await tagsSeenBy(settings, zot.host);
  expect(proxy.reached).toEqual([]);
});

test('a TLS registry on this machine is recognised, and opened where its CA is named', async () => {
  const unknown = await tagsSeenBy({}, zot.host);
  expect(unknown.answer).toMatchObject({
    code: 'tls-failed',
    detail: `${zot.host} speaks TLS, not plain http. The certificate of ${zot.host} is not trusted here.`,
    hint: expect.stringContaining('"ca"'),
  });
  const registries = JSON.stringify([{ host: zot.host, ca: certificates.caFile }]);
  const named = await tagsSeenBy({ ORRERY_REGISTRIES: registries }, zot.host);
  expect(named.answer).toEqual({ names: ['1.0'] });
  const trusted = await tagsSeenBy({ NODE_EXTRA_CA_CERTS: certificates.caFile }, zot.host);
  expect(trusted.answer).toEqual({ names: ['1.0'] });
});
