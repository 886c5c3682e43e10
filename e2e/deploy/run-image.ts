import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '#e2e/registries/start-process';
import { run } from '#e2e/tools/run';

type Blob = { readonly digest: string };

/** The files of the image for this machine, out of an image layout, in `<bundle>/rootfs`. */
export async function unpackImage(layout: string, bundle: string): Promise<void> {
  const read = async ({ digest }: Blob) =>
    JSON.parse(await readFile(join(layout, 'blobs/sha256', digest.replace('sha256:', '')), 'utf8'));
  const { manifests: tops } = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8'));
  const { manifests } = await read(tops[0]);
  const { layers } = await read(manifests[0]);
  const root = join(bundle, 'rootfs');
  await mkdir(root, { recursive: true });
  for (const { digest } of layers)
    await run('tar', ['-C', root, '-xzf', join(layout, 'blobs/sha256', digest.replace('sha256:', ''))]);
}

/**
 * Starts what {@link unpackImage} unpacked under runc: as the user of the image, with a root that cannot be written, no
 * capability, and nothing but /data and /tmp to write to. It shares the network of the machine, and listens as always.
 */
export async function startContainer(
  bundle: string,
  port: number,
  settings: Readonly<Record<string, string>>,
) {
  const path = join(bundle, 'config.json');
  await rm(path, { force: true });
  await run('runc', ['spec', '--bundle', bundle]);
  const spec = JSON.parse(await readFile(path, 'utf8'));
  const data = join(bundle, 'data');
  await mkdir(data, { recursive: true });
  await run('chown', ['10001:10001', data]);
  const environment = {
    PATH: '/usr/local/bin',
    NODE_ENV: 'production',
    ORRERY_DATA_DIR: '/data',
    ...settings,
    PORT: String(port),
  };
  const flags = ['--max-semi-space-size=4', '--heap-growing-percent=40', '--expose-gc'];
  const none = { bounding: [], effective: [], permitted: [] };
  const isOfNetwork = ({ type }: { readonly type: string }) => type === 'network';
  const changed = {
    ...spec,
    root: { path: 'rootfs', readonly: true },
    process: {
      ...spec.process,
      terminal: false,
      user: { uid: 10_001, gid: 10_001 },
      cwd: '/app',
      args: ['/usr/local/bin/node', ...flags, 'lib/server/start.mjs'],
      env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      capabilities: none,
      noNewPrivileges: true,
    },
    mounts: [
      ...spec.mounts,
      { destination: '/data', type: 'bind', source: data, options: ['rbind', 'rw'] },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['size=64m', 'mode=1777'] },
    ],
    linux: {
      ...spec.linux,
      namespaces: spec.linux.namespaces.filter((one: { readonly type: string }) => !isOfNetwork(one)),
    },
  };
  await writeFile(path, JSON.stringify(changed));
  const name = `orrery-${process.pid}-${port}`;
  return await startProcess({
    program: 'runc',
    args: ['run', '--bundle', bundle, name],
    environment: process.env,
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    timeoutMs: 60_000,
  });
}
