import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Running } from '#e2e/registries/start-process';
import { startProcess } from '#e2e/registries/start-process';
import { run } from '#e2e/tools/run';

/** How an image wants to be run (https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties). */
const imageConfig = z.object({
  User: z.string().regex(/^\d+:\d+$/),
  WorkingDir: z.string(),
  Entrypoint: z.array(z.string()),
  Cmd: z.array(z.string()),
  Env: z.array(z.string()),
});

/** An image as it was unpacked, to be run as it says. */
export type UnpackedImage = { readonly bundle: string; readonly config: z.infer<typeof imageConfig> };
type Blob = { readonly digest: string };

/** Unpacks the image for this machine out of an image layout, into `<bundle>/rootfs`. */
export async function unpackImage(layout: string, bundle: string): Promise<UnpackedImage> {
  const pathOf = ({ digest }: Blob) => join(layout, 'blobs/sha256', digest.replace('sha256:', ''));
  const read = async (blob: Blob) => JSON.parse(await readFile(pathOf(blob), 'utf8'));
  const { manifests: tops } = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8'));
  const { manifests } = await read(tops[0]);
  const { layers, config } = await read(manifests[0]);
  const root = join(bundle, 'rootfs');
  await mkdir(root, { recursive: true });
  for (const layer of layers) await run('tar', ['-C', root, '-xzf', pathOf(layer)]);
  return { bundle, config: imageConfig.parse((await read(config)).config) };
}

/** Starts the image under runc as {@link writeSpec} says, and waits until it answers. */
export async function startContainer(
  image: UnpackedImage,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  await writeSpec(image, image.config.Cmd, { ...settings, PORT: String(port) });
  return await startProcess({
    program: 'runc',
    args: runArguments(image),
    environment: process.env,
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    timeoutMs: 60_000,
  });
}

/** Runs the image with other arguments to its end, and gives what it printed. */
export async function runContainer(
  image: UnpackedImage,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  await writeSpec(image, args, settings);
  return (await run('runc', runArguments(image))).stdout;
}

let count = 0;
function runArguments({ bundle }: UnpackedImage): readonly string[] {
  count += 1;
  return ['run', '--bundle', bundle, `orrery-${process.pid}-${count}`];
}

/**
 * As the image says, with a root that cannot be written, no capability, and nothing but /data and /tmp to write to. It
 * shares the network of the machine, and listens as always.
 */
async function writeSpec(
  { bundle, config }: UnpackedImage,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const path = join(bundle, 'config.json');
  await rm(path, { force: true });
  await run('runc', ['spec', '--bundle', bundle]);
  const spec = JSON.parse(await readFile(path, 'utf8'));
  const [uid = 0, gid = 0] = config.User.split(':').map(Number);
  const data = join(bundle, 'data');
  await mkdir(data, { recursive: true });
  await run('chown', [`${uid}:${gid}`, data]);
  const isOfNetwork = ({ type }: { readonly type: string }) => type === 'network';
  const changed = {
    ...spec,
    root: { path: 'rootfs', readonly: true },
    process: {
      ...spec.process,
      terminal: false,
      user: { uid, gid },
      cwd: config.WorkingDir,
      args: [...config.Entrypoint, ...args],
      env: [...config.Env, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)],
      capabilities: { bounding: [], effective: [], permitted: [] },
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
}
