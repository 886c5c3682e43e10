import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findTool } from '#e2e/tools/find-tool';
import { run } from '#e2e/tools/run';
import { buildWhenNeeded } from '#lib/server/start/build';
import { describeProvenance, readSource } from './describe.ts';
import type { Architecture, Layer } from './layers.ts';
import { findNode, makeAppLayer, makeRuntimeLayer } from './layers.ts';
import { traceFiles } from './trace-files.ts';
import type { Descriptor } from './write-image.ts';
import { openLayout } from './write-image.ts';

// Makes an image of Orrery without a container engine: an OCI image layout for two architectures, with an SBOM and a
// provenance attached to each. Debian's mmdebstrap makes what lies below.
const project = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { output: { type: 'string', default: 'image' }, arch: { type: 'string', default: 'amd64,arm64' } },
});
const output = resolve(values.output);
const print = (line: string) => void process.stdout.write(`${line}\n`);
const known: readonly Architecture[] = ['amd64', 'arm64'];
const wanted = known.filter((name) => values.arch.split(',').includes(name));
if (wanted.length === 0) throw new Error('Give --arch amd64, arm64 or both, joined by a comma.');

const { version } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
const source = await readSource(project);
const { created } = source;
const work = await mkdtemp(join(tmpdir(), 'orrery-image-'));
try {
  await buildWhenNeeded(project, print);
  const app = await makeAppLayer(work, project, await traceFiles(project));
  await rm(output, { recursive: true, force: true });
  const layout = await openLayout(output);
  const manifests: Descriptor[] = [];
  const attached: Descriptor[] = [];
  for (const architecture of wanted) {
    const node = await findNode(work, project, architecture);
    const layers: readonly Layer[] = [await makeRuntimeLayer(work, architecture, node), app];
    const image = await layout.image(architecture, layers, version, created);
    manifests.push(image);
    const sbom = await describeContents(architecture);
    attached.push(await layout.attach(image, 'application/spdx+json', sbom));
    const subject = { name: `orrery:${version}`, digest: image.digest };
    const provenance = await describeProvenance(project, source, subject, { architecture });
    attached.push(await layout.attach(image, 'application/vnd.in-toto+json', provenance));
    print(
      `${architecture}  ${image.digest}  ${layers.map(({ size }) => `${Math.round(size / 1e6)} MB`).join(' + ')}`,
    );
  }
  const index = await layout.index(manifests, version, created);
  await layout.close(version, [index, ...attached]);
  print(`${output}: orrery ${version}, ${index.digest}`);
} finally {
  await rm(work, { recursive: true, force: true });
}

/** The packages of both layers, by syft. */
async function describeContents(architecture: Architecture): Promise<string> {
  const syft = await findTool('syft');
  if (syft.status === 'missing') throw new Error(syft.reason);
  const root = join(work, `contents-${architecture}`);
  for (const part of [`runtime-${architecture}`, 'app-root'])
    await cp(join(work, part), root, { recursive: true, verbatimSymlinks: true });
  const { stdout } = await run(
    syft.path,
    ['scan', `dir:${root}`, '-q', '-o', 'spdx-json', '--source-name', 'orrery', '--source-version', version],
    {
      environment: { SYFT_CHECK_FOR_APP_UPDATE: 'false' },
      timeoutMs: 300_000,
    },
  );
  return stdout;
}
