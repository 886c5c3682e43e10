import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { needs } from '#e2e/tools/needs';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { readSettings } from '#lib/server/platform/env';

// No Docker is there: what is tried is that Compose's own loader takes the file, that the parts of it fit each other, and
// that Orrery understands the settings.
const folder = resolve(import.meta.dirname, '../../deploy');
const answers = {
  ORRERY_IMAGE: 'registry.example/tools/orrery:0.2.0',
  ORRERY_PUBLIC_URL: 'https://orrery.example',
  ORRERY_OIDC_ISSUER: 'https://login.example/realms/acme',
  ORRERY_ROLES: '[{"group":"platform","role":"admin"}]',
  ORRERY_REGISTRIES: '[{"host":"registry.example"}]',
};
const secrets: Readonly<Record<string, string>> = {
  'database-url': 'postgres://orrery:secret@database/orrery',
  'session-key': 'kq3Vw9t1ZpYxM0aRb7uNcLsE5hGdJf2QoTiXe8Wy',
  'oidc-client-secret': 'client-secret',
};

const service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.string()).optional(),
  networks: z.object({ inside: z.object({ ipv4_address: z.string().optional() }).nullable() }),
  secrets: z.array(z.object({ source: z.string(), target: z.string() })).optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
});
const model = z.object({
  services: z.record(z.string(), service),
  secrets: z.record(z.string(), z.unknown()),
});

let bench: Workbench;
test.beforeAll(async () => {
  await needs('compose-check');
  bench = makeWorkbench();
});
test.afterAll(() => bench?.remove());

const load = async (file: string, environment: Readonly<Record<string, string>> = answers) =>
  model.parse(JSON.parse(await bench.run('compose-check', [file], environment)));
const compose = join(folder, 'compose.yaml');

test('Compose takes the file, and both replicas understand their settings', async () => {
  const { services } = await load(compose);
  for (const name of ['a', 'b']) {
    const replica = service.parse(services[name]);
    expect(replica).toMatchObject({ read_only: true, cap_drop: ['ALL'], image: answers.ORRERY_IMAGE });
    const given = new Set(replica.secrets?.map(({ target }) => target));
    const settings = readSettings(replica.environment, (path) => {
      expect(given).toContain(path);
      return secrets[path.split('/').at(-1) ?? ''] ?? '';
    });
    expect(settings.shared).toMatchObject({ origin: answers.ORRERY_PUBLIC_URL, listen: ['0.0.0.0'] });
    const host = replica.networks.inside?.ipv4_address;
    expect(settings.shared?.internalAddress).toEqual({ host, port: 3001 });
    expect(settings.readOnly).toBe(true);
  }
});

test('the proxy finds both replicas at their addresses, and they trust it alone', async () => {
  const { services } = await load(compose);
  const addressOf = (name: string) => services[name]?.networks.inside?.ipv4_address;
  const haproxy = await readFile(join(folder, 'proxy/haproxy.cfg'), 'utf8');
  const servers = [...haproxy.matchAll(/^ {2}server (\w+) (\S+):3000$/gm)].map(([, name, at]) => [name, at]);
  expect(servers).toEqual(['a', 'b'].map((name) => [name, addressOf(name)]));
  expect(services.a?.environment?.ORRERY_TRUSTED_PROXIES).toBe(addressOf('proxy'));
});

test('what is not answered is asked for, and a field that Compose does not have is refused', async () => {
  const { ORRERY_IMAGE: _, ...others } = answers;
  await expect(load(compose, others)).rejects.toThrow(/required variable ORRERY_IMAGE is missing/);
  const misspelt = join(bench.folder, 'compose.yaml');
  await writeFile(misspelt, (await readFile(compose, 'utf8')).replace('read_only', 'read_onyl'));
  await expect(load(misspelt)).rejects.toThrow(/read_onyl/);
});
