import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { cpuTimeOf, cpuTimeSince } from '#e2e/bench/cpu-time';
import type { Pusher } from '#e2e/bench/walk/seed/push';
import { openPusher } from '#e2e/bench/walk/seed/push';
import { formatTable } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';
import { startOlareg } from '#e2e/registries/real-registries';
import { findTool } from '#e2e/tools/find-tool';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { plantedBelow } from './fill.ts';
import { scan } from './scan-by-api.ts';
import { timed } from './timed.ts';

const images = 200;
const repository = 'bench/fleet';
const sbomType = 'application/vnd.cyclonedx+json';
const execute = promisify(execFile);

// As people write it: for each tag its SBOM, and in that the package below the version.
const script = `set -eu
for tag in $(crane ls --insecure "$1"); do
  digest=$(crane digest --insecure "$1:$tag")
  sbom=$(oras discover --plain-http --format json --artifact-type ${sbomType} "$1@$digest" \\
    | jq -r '(.referrers // .manifests)[0].digest // empty')
  [ -n "$sbom" ] || continue
  blob=$(crane manifest --insecure "$1@$sbom" | jq -r '.layers[0].digest')
  crane blob --insecure "$1@$blob" | jq -r --arg tag "$tag" 'first(.components[]
    | select(.name == "log4j-core" and ([.version | splits("[.]") | tonumber] < [2, 17, 0]))) | $tag'
done`;

/** Which images have log4j-core below a version: by what people write in a shell, and by the inventory. */
export async function measureShell(): Promise<void> {
  const registry = await startOlareg({ referrers: true });
  const orrery = await startOrrery({ access: 'open', settings: { ORRERY_SCAN_RATE: '9999' } });
  try {
    const planted = await seed(registry.url);
    const reference = `${registry.host}/${repository}`;
    const byShell = await timed(() => askByShell(reference));
    const before = cpuTimeOf(orrery.pid);
    const cost = await scan(orrery.url, { host: registry.host, repository });
    const cpu = cpuTimeSince(orrery.pid, before);
    await ask(orrery.url);
    const byUs = await timed(() => ask(orrery.url));
    const isMet = [byShell.result, byUs.result].every(
      (tags) => tags.toSorted().join() === planted.toSorted().join(),
    );
    const each = (ms: number) => `${(ms / images).toFixed(2)} ms an image`;
    console.log(
      formatTable([
        {
          name: 'images with log4j-core',
          measured: `${byUs.result.length}, by the shell ${byShell.result.length}`,
          expected: `${planted.length} planted`,
          isMet,
        },
        { name: 'crane, oras and jq', measured: each(byShell.ms), expected: 'no limit', isMet: true },
        { name: 'the inventory', measured: each(byUs.ms), expected: 'no limit', isMet: true },
        {
          name: 'the scan before',
          measured: `${each(cost.seconds * 1_000)}, ${cost.requests} requests, Orrery computes ${each(cpu.all)}`,
          expected: 'no limit',
          isMet: true,
        },
      ]),
    );
    const ratio = (byShell.ms / byUs.ms).toFixed(0);
    const first = (byShell.ms / (cost.seconds * 1_000 + byUs.ms)).toFixed(1);
    console.log(`the inventory is ${ratio} times as fast; together with its scan ${first} times`);
  } finally {
    await orrery.stop();
    await registry.stop();
  }
}

async function ask(orrery: string): Promise<readonly string[]> {
  const query = new URLSearchParams({
    q: 'log4j-core',
    kind: 'package',
    below: plantedBelow,
    n: '1000',
    format: 'csv',
  });
  const answer = await fetch(`${orrery}/api/search?${query}`);
  if (!answer.ok) throw new Error(await answer.text());
  const text = await answer.text();
  return [...new Set(text.match(/(?<=bench\/fleet:)[\w.-]+/g))];
}

async function askByShell(reference: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const name of ['crane', 'oras'] as const) {
    const tool = await findTool(name);
    if (tool.status === 'missing') throw new Error(tool.reason);
    folders.push(dirname(tool.path));
  }
  const env = { ...process.env, PATH: [...folders, process.env.PATH].join(':') };
  const { stdout } = await execute('bash', ['-c', script, 'ask', reference], { env });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Images with an SBOM of three hundred packages each; every 25th has log4j-core, every other one of these below 2.17. */
async function seed(url: string): Promise<readonly string[]> {
  const pusher = openPusher(url, repository);
  const planted: string[] = [];
  const config = await pusher.pushBlob(mediaTypes.ociConfig, '{}');
  await mapConcurrent(
    Array.from({ length: images }, (_, at) => at),
    8,
    async (at) => {
      const tag = `1.${at}`;
      const annotations = { 'org.opencontainers.image.version': tag };
      const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], annotations };
      const { descriptor } = await pusher.pushManifest(image, tag);
      const log4j = at % 25 !== 1 ? undefined : at % 50 === 1 ? '2.14.1' : '2.17.1';
      if (log4j === '2.14.1') planted.push(tag);
      await attachSbom(pusher, { ...config, mediaType: mediaTypes.empty }, descriptor, log4j);
    },
  );
  await pusher.close();
  return planted;
}

async function attachSbom(pusher: Pusher, config: Descriptor, image: Descriptor, log4j: string | undefined) {
  const component = (name: string, version: string) => ({
    ...{ type: 'library', name, version, purl: `pkg:maven/org.example/${name}@${version}` },
    licenses: [{ license: { id: 'Apache-2.0' } }],
  });
  const components = Array.from({ length: 299 }, (_, at) => component(`lib-${at}`, `1.${at % 7}.0`));
  if (log4j !== undefined) components.push(component('log4j-core', log4j));
  const sbom = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: image.digest, components };
  await pusher.pushManifest({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: sbomType, config },
    layers: [await pusher.pushBlob(sbomType, JSON.stringify(sbom))],
    subject: { mediaType: image.mediaType, digest: image.digest, size: image.size },
  });
}
