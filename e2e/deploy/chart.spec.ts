import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadAll } from 'js-yaml';
import { z } from 'zod';
import { strictDecode } from '#e2e/deploy/strict-decode';
import { needs } from '#e2e/tools/needs';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { readSettings } from '#lib/server/platform/env';

// The chart as Helm writes it for five sets of values. No cluster is there: what is tried is that Helm takes it, that
// every field is one of Kubernetes, and that Orrery understands the settings.
const chart = resolve(import.meta.dirname, '../../deploy/chart');
const sets = ['minimal', 'changes', 'ingress', 'rotation', 'single'] as const;
const valuesOf = (name: string) => join(import.meta.dirname, 'values', `${name}.yaml`);
// Helm as Go installs it takes itself for a very old cluster.
const cluster = ['--kube-version', '1.31.0'];

const deployment = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.object({ env: z.array(z.object({ name: z.string(), value: z.optional(z.string()) })) }),
        ]),
      }),
    }),
  }),
});
const secrets: Readonly<Record<string, string>> = {
  database: 'postgres://orrery:secret@database.lan/orrery',
  session: 'kq3Vw9t1ZpYxM0aRb7uNcLsE5hGdJf2QoTiXe8Wy',
  oidc: 'client-secret',
};

let bench: Workbench;
test.beforeAll(async () => {
  await needs('helm', 'strict-decode');
  bench = makeWorkbench();
});
test.afterAll(() => bench?.remove());

const template = (values: string, ...set: readonly string[]) =>
  bench.run('helm', [
    'template',
    'orrery',
    chart,
    '--namespace',
    'tools',
    '-f',
    valuesOf(values),
    ...cluster,
    ...set,
  ]);

for (const name of sets) {
  test(`${name}: Helm takes the chart, and writes what was looked at`, async () => {
    await bench.run('helm', ['lint', '--strict', chart, '-f', valuesOf(name), ...cluster]);
    const written = await template(name);
    const golden = join(import.meta.dirname, 'golden', `${name}.yaml`);
    if (process.env.CHART_GOLDEN === 'update') await writeFile(golden, written);
    expect(written).toBe(await readFile(golden, 'utf8'));
    const { kinds, refusals } = await strictDecode(written);
    expect(refusals).toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service', 'Job']));
  });

  test(`${name}: Orrery understands the settings`, async () => {
    const settings = await settingsOf(await template(name));
    expect(settings.shared?.origin).toBe('https://orrery.example');
    expect(settings.shared?.internalAddress).toEqual({ host: '[fd00::5]', port: 3001 });
    expect(settings.readOnly).toBe(name !== 'changes');
    expect(settings.shared?.sessionKeys).toHaveLength(name === 'rotation' ? 2 : 1);
    expect(settings.metricsPort).toBe(['ingress', 'rotation'].includes(name) ? 9464 : undefined);
    expect(settings.registries).toHaveLength(name === 'changes' ? 2 : 0);
    expect(settings.inventory?.role).toBe({ changes: 'web', ingress: 'all' }[name as string]);
  });
}

test('pods of their own scan where they are asked for', async () => {
  const { inventory } = await settingsOf(await template('changes'), 'orrery-worker');
  expect(inventory).toEqual({ role: 'worker', requestsPerSecond: 20, access: 'registry' });
});

test('a field that Kubernetes does not have is refused', async () => {
  const misspelt = (await template('minimal')).replaceAll('readOnlyRootFilesystem', 'readOnlyRootFilesytem');
  expect((await strictDecode(misspelt)).refusals).toEqual([
    expect.stringContaining('readOnlyRootFilesytem'),
    expect.stringContaining('readOnlyRootFilesytem'),
  ]);
});

for (const [set, said] of [
  ['publicUrl=http://orrery.example', 'publicUrl'],
  ['roles[0].role=owner', '/roles/0/role'],
  ['database.existingSecret=', 'existingSecret'],
  ['databse.existingSecret=x', 'databse'],
] as const) {
  test(`the values refuse ${set}`, async () => {
    await expect(template('minimal', '--set', set)).rejects.toThrow(said);
  });
}

async function settingsOf(manifests: string, name = 'orrery') {
  const found = loadAll(manifests).find((one) => deployment.safeParse(one).data?.metadata.name === name);
  const [container] = deployment.parse(found).spec.template.spec.containers;
  // As the kubelet does, which knows the address of the pod.
  const environment = Object.fromEntries(
    container.env.map(({ name, value }) => [name, value?.replace('$(POD_IP)', 'fd00::5')]),
  );
  return readSettings(environment, (path) => secrets[path.split('/').at(-2) ?? ''] ?? '');
}
