import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { blobPath } from '#lib/layout/content/locate-blob';
import { openLayoutFolder } from '#lib/layout/reading/open-layout-folder';
import { mediaTypes } from '#lib/oci/media-type';

const image = JSON.stringify(artifactManifest());
const descriptor = { mediaType: mediaTypes.ociManifest, digest: digestOf(image), size: image.length };
const referrer = JSON.stringify(artifactManifest({ subject: descriptor }));
let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'orrery-folder-')), 'app');
  await mkdir(folder);
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  for (const content of [image, referrer, '{}']) await addBlob(content);
  await writeIndex('1.0');
  return () => rm(dirname(folder), { recursive: true, force: true });
});

describe('a folder that is a layout', () => {
  test('is read as a registry of one repository', async () => {
    const ask = asker();
    expect(await (await ask('GET', 'app/tags/list')).json()).toEqual({ name: 'app', tags: ['1.0'] });
    expect(await (await ask('GET', 'app/manifests/1.0')).text()).toBe(image);
    expect(await (await ask('GET', `app/blobs/${digestOf('{}')}`)).text()).toBe('{}');
    expect((await ask('GET', 'other/tags/list')).status).toBe(404);
  });

  test('tells what refers to a manifest, although its index.json does not', async () => {
    const answer = await asker()('GET', `app/referrers/${descriptor.digest}`);
    expect(await answer.json()).toMatchObject({ manifests: [{ digest: digestOf(referrer) }] });
  });

  test('is read again when its index.json has changed', async () => {
    const ask = asker();
    expect((await ask('GET', 'app/manifests/2.0')).status).toBe(404);
    await writeIndex('2.0-and-longer');
    expect((await ask('GET', 'app/manifests/2.0-and-longer')).status).toBe(200);
  });

  test('refuses every way of writing, and is byte for byte what it was', async () => {
    const before = await contentOf(dirname(folder));
    const ask = asker();
    const digest = digestOf('new');
    const writes = [
      ['PUT', `app/manifests/1.0`],
      ['DELETE', `app/manifests/1.0`],
      ['DELETE', `app/blobs/${digestOf('{}')}`],
      ['POST', `app/blobs/uploads/?digest=${digest}`],
      ['POST', `app/blobs/uploads/?mount=${digest}&from=other`],
      ['PATCH', 'app/blobs/uploads/x'],
      ['PUT', `app/blobs/uploads/x?digest=${digest}`],
      ['GET', 'app/blobs/uploads/x'],
    ] as const;
    for (const [method, path] of writes) {
      const answer = await ask(method, path, {}, method === 'GET' ? undefined : 'new');
      expect([method, path, answer.status]).toEqual([method, path, 405]);
      expect(await answer.json()).toMatchObject({ errors: [{ code: 'UNSUPPORTED' }] });
    }
    expect(await contentOf(dirname(folder))).toEqual(before);
  });
});

describe('links are not followed out of a layout', () => {
  test('not for a blob', async () => {
    const secret = join(dirname(folder), 'secret');
    await writeFile(secret, 'secret');
    await symlink(secret, blobPath(folder, digestOf('secret')));
    for (const method of ['GET', 'HEAD'])
      await expect(asker()(method, `app/blobs/${digestOf('secret')}`)).rejects.toMatchObject(
        refused('is a link'),
      );
  });

  test('not for all blobs at once', async () => {
    const elsewhere = join(dirname(folder), 'elsewhere');
    await mkdir(join(elsewhere, 'sha512'), { recursive: true });
    await writeFile(join(elsewhere, 'sha512', digestOf('x', 'sha512').slice(7)), 'x');
    await symlink(join(elsewhere, 'sha512'), join(folder, 'blobs', 'sha512'));
    await expect(asker()('GET', `app/blobs/${digestOf('x', 'sha512')}`)).rejects.toMatchObject(
      refused('behind a link'),
    );
  });

  test('not for index.json', async () => {
    const other = join(dirname(folder), 'other.json');
    await writeFile(other, '{"schemaVersion":2,"manifests":[]}');
    await rm(join(folder, 'index.json'));
    await symlink(other, join(folder, 'index.json'));
    await expect(asker()('GET', 'app/tags/list')).rejects.toMatchObject({ code: 'layout-invalid' });
  });

  test('but the layout itself may be one, which gives it a name that a repository can have', async () => {
    await symlink(folder, join(dirname(folder), 'alias'));
    const handle = openLayoutFolder(join(dirname(folder), 'alias'), 'alias');
    const answer = await handle(new Request('http://layout.invalid/v2/alias/manifests/1.0'));
    expect(answer.status).toBe(200);
  });
});

describe('a folder that is no layout says why', () => {
  test.each<[string, () => Promise<void>]>([
    ['no index.json', () => rm(join(folder, 'index.json'))],
    ['no file oci-layout', () => rm(join(folder, 'oci-layout'))],
    ['unknown version', () => writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}')],
    ['index.json cannot be read', () => writeFile(join(folder, 'index.json'), '{')],
    ['no list of manifests', () => writeFile(join(folder, 'index.json'), '[]')],
  ])('%s', async (words, damage) => {
    await damage();
    await expect(asker()('GET', 'app/manifests/1.0')).rejects.toMatchObject({
      code: 'layout-invalid',
      message: expect.stringContaining(words),
    });
  });

  test.skipIf(process.getuid?.() === 0)('no right to read it', async () => {
    await chmod(folder, 0);
    await expect(asker()('GET', 'app/manifests/1.0')).rejects.toMatchObject({
      message: expect.stringContaining('no permission to read'),
    });
    await chmod(folder, 0o755);
  });

  test('and one that is not there has no repository', async () => {
    await rm(folder, { recursive: true });
    expect((await asker()('GET', 'app/tags/list')).status).toBe(404);
  });
});

describe('only plain files of the owner of the layout are content', () => {
  const secret = () => join(dirname(folder), 'secret');

  test('a hard link is refused, as a blob and as the list', async () => {
    await writeFile(secret(), 'secret');
    await link(secret(), blobPath(folder, digestOf('secret')));
    await expect(asker()('GET', `app/blobs/${digestOf('secret')}`)).rejects.toMatchObject(
      refused('hard link'),
    );
    await link(join(folder, 'index.json'), join(dirname(folder), 'second'));
    await expect(asker()('GET', 'app/tags/list')).rejects.toMatchObject(refused('hard link'));
  });

  test.skipIf(process.getuid?.() !== 0)('the file of another user is refused (needs root)', async () => {
    await chown(blobPath(folder, digestOf('{}')), 65_534, 65_534);
    const ask = asker();
    await expect(ask('GET', `app/blobs/${digestOf('{}')}`)).rejects.toMatchObject(refused('another user'));
    expect((await ask('GET', 'app/manifests/1.0')).status).toBe(200);
    await chown(join(folder, 'oci-layout'), 65_534, 65_534);
    await expect(asker()('GET', 'app/tags/list')).rejects.toMatchObject(refused('another user'));
  });

  test.skipIf(process.platform === 'win32')('a pipe is refused at once, and so is a folder', async () => {
    const pipe = blobPath(folder, digestOf('pipe'));
    execFileSync('mkfifo', [pipe]);
    await mkdir(blobPath(folder, digestOf('folder')));
    for (const name of ['pipe', 'folder'])
      await expect(asker()('GET', `app/blobs/${digestOf(name)}`)).rejects.toMatchObject(
        refused('not a regular file'),
      );
    await rm(join(folder, 'index.json'));
    execFileSync('mkfifo', [join(folder, 'index.json')]);
    await expect(asker()('GET', 'app/tags/list')).rejects.toMatchObject(refused('not a regular file'));
  });

  test('a manifest that is refused does not hide the others', async () => {
    await link(blobPath(folder, digestOf(referrer)), secret());
    const ask = asker();
    expect((await ask('GET', 'app/manifests/1.0')).status).toBe(200);
    const answer = await ask('GET', `app/referrers/${descriptor.digest}`);
    expect(await answer.json()).toMatchObject({ manifests: [] });
  });
});

describe('a part of a blob is shown when the whole has the digest', () => {
  const part = (content: string, ask = asker()) =>
    ask('GET', `app/blobs/${digestOf(content)}`, { Range: 'bytes=1-3' });

  test('and is the part that was asked for', async () => {
    await addBlob('0123456789');
    const ask = asker();
    for (let round = 0; round < 2; round += 1) {
      const answer = await part('0123456789', ask);
      expect([answer.status, await answer.text()]).toEqual([206, '123']);
    }
  });

  test('not when it has another one, also when it had the right one before', async () => {
    await addBlob('0123456789');
    const ask = asker();
    expect((await part('0123456789', ask)).status).toBe(206);
    await writeFile(blobPath(folder, digestOf('0123456789')), '9876543210');
    await expect(part('0123456789', ask)).rejects.toMatchObject(refused('does not have that digest'));
  });

  test('and a manifest that was changed after it was listed is not shown at all', async () => {
    const ask = asker();
    expect((await ask('HEAD', 'app/manifests/1.0')).status).toBe(200);
    await writeFile(blobPath(folder, descriptor.digest), image.replace('{', '{ '));
    await expect(ask('GET', 'app/manifests/1.0')).rejects.toMatchObject(refused('does not have that digest'));
  });
});

test('a blob that is swapped with a link to a secret all the time never shows the secret', async () => {
  const secret = 'secret of the owner';
  const content = 'harmless by its hash';
  await addBlob(content);
  await writeFile(join(dirname(folder), 'secret'), secret);
  const swapping = swapAllTheTime(blobPath(folder, digestOf(content)), join(dirname(folder), 'secret'));
  const ask = asker();
  const seen = new Set<string>();
  try {
    await swapping.began;
    for (let round = 0; round < 500; round += 1) {
      for (const headers of [{ Range: 'bytes=0-5' }, {}]) {
        const answer = await ask('GET', `app/blobs/${digestOf(content)}`, headers).catch(() => undefined);
        seen.add((await answer?.text().catch(() => 'broken')) ?? 'refused');
      }
    }
  } finally {
    await swapping.end();
  }
  expect([...seen].filter((text) => text.includes('secret'))).toEqual([]);
  expect(seen).toContain('refused');
  await rm(blobPath(folder, digestOf(content)));
  await addBlob(content);
  const answer = await ask('GET', `app/blobs/${digestOf(content)}`, { Range: 'bytes=0-7' });
  expect(await answer.text()).toBe('harmless');
});

/** Another process that puts a link in the place of a file and the file back, as fast as it can. */
function swapAllTheTime(path: string, target: string) {
  const program = `
    const { renameSync, symlinkSync, writeFileSync, readFileSync } = require('node:fs');
    const [path, target] = process.argv.slice(1);
    const content = readFileSync(path);
    process.send('began');
    for (;;) {
      symlinkSync(target, path + '.link');
      renameSync(path + '.link', path);
      writeFileSync(path + '.file', content);
      renameSync(path + '.file', path);
    }`;
  const child = spawn(process.execPath, ['-e', program, path, target], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    began: once(child, 'message'),
    end: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function refused(words: string) {
  return { code: 'layout-invalid', message: expect.stringContaining(words) };
}

function asker() {
  const handle = openLayoutFolder(folder, 'app');
  return (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string) =>
    handle(
      new Request(`http://layout.invalid/v2/${path}`, {
        ...{ method, headers },
        ...(body === undefined ? {} : { body }),
      }),
    );
}

async function addBlob(content: string): Promise<void> {
  const path = blobPath(folder, digestOf(content));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function writeIndex(tag: string): Promise<void> {
  const annotations = { 'org.opencontainers.image.ref.name': tag };
  const index = { schemaVersion: 2, manifests: [{ ...descriptor, annotations }] };
  await writeFile(join(folder, 'index.json'), JSON.stringify(index));
}

async function contentOf(root: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.sort().map(async (path) => [path, await readFile(path, 'utf8')] as const));
}
