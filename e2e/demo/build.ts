import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fillDemo } from '#e2e/demo/fill';
import { serveHandle } from '#e2e/fakes/listen';
import { makeWorkbench } from '#e2e/tools/workbench';
import { exportLayoutArchive } from '#lib/layout/archive/archive-export';
import { importLayoutArchive } from '#lib/layout/archive/archive-import';
import { createRegistry } from '#lib/layout/http/registry';
import { openLayoutStore } from '#lib/layout/store/layout-store';

// Makes the demo that the product loads on its first start. Keys are new each time, so its signatures differ; the rest
// is the same. The public keys are kept beside it: without them nobody could ever check those signatures.
const target = resolve(import.meta.dirname, '../../lib/server/demo');
const maxBytes = 3 * 1024 * 1024;

const bench = makeWorkbench();
// cosign writes the host into what it attests: this is where the demo will be found.
const host = 'localhost:3000';
const store = await openLayoutStore(join(bench.folder, 'registry'));
const embedded = await serveHandle(createRegistry(store, console.error), 3000);
try {
  const keys = await fillDemo(bench, host);
  const archive = Buffer.concat(await Array.fromAsync(exportLayoutArchive(store)));
  await checkArchive(archive);
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'demo-layout.tar'), archive);
  await writeFile(join(target, 'acme-cosign.pub'), keys.cosign);
  await writeFile(join(target, 'acme-notation.crt'), keys.notation);
  console.log(`${(await stat(join(target, 'demo-layout.tar'))).size} bytes in ${target}`);
} finally {
  await embedded.stop();
  bench.remove();
}

/** What is loaded from the archive must be what was put into it. */
async function checkArchive(archive: Buffer): Promise<void> {
  if (archive.length > maxBytes)
    throw new Error(`The demo has ${archive.length} bytes, more than ${maxBytes}.`);
  const copy = await openLayoutStore(join(bench.folder, 'copy'));
  await importLayoutArchive(copy, Readable.from([archive]));
  const again = Buffer.concat(await Array.fromAsync(exportLayoutArchive(copy)));
  if (!again.equals(archive)) throw new Error('The archive changes when it is loaded and written again.');
}
