import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import { addIndex } from '#e2e/content/image';
import type { LayoutWriter } from '#e2e/content/layout-writer';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import type { Publisher } from '#e2e/content/publisher';
import { createPublisher } from '#e2e/content/publisher';
import { forgeSignatures } from '#e2e/coverage/plant-forgeries';
import { attachPapers } from '#e2e/coverage/plant-papers';
import { attachReports } from '#e2e/coverage/plant-reports';
import type { Planting } from '#e2e/coverage/planting';
import { truthRepository } from '#e2e/coverage/planting';
import type { TruthTag } from '#e2e/coverage/truth';
import { writeChart } from '#e2e/demo/images/chart';
import { addCheckout, addService } from '#e2e/demo/images/images';
import type { Workbench } from '#e2e/tools/workbench';
import type { Digest } from '#lib/oci/digest';

const built = '2026-11-02T16:20:09Z';
const plainTags = [
  ...['unsigned', 'signed-bundle', 'signed-legacy', 'signed-jws', 'signed-cose', 'signed-twice', 'release'],
  ...['borrowed-bundle', 'borrowed-legacy', 'borrowed-jws', 'tampered', 'wrong-key', 'good-and-borrowed'],
  ...['sbom-spdx', 'sbom-cyclonedx', 'sbom-cyclonedx-xml', 'sbom-bundle', 'sbom-att-tag', 'sbom-tag'],
  ...['sbom-notarized', 'sbom-and-borrowed', 'provenance-v1', 'provenance-v02', 'provenance-of-sibling'],
  ...['reports-old', 'reports-of-two-tools', 'report-excused', 'report-without-severity', 'vex-bundle'],
] as const satisfies readonly TruthTag[];

/** Puts images and other artifacts into a registry without any protection, and lets the real tools say things of them. */
export async function plantTruth(bench: Workbench, host: string): Promise<Planting> {
  const publisher = createPublisher(bench);
  const digests = new Map<TruthTag, Digest>();
  const digestOf = (tag: TruthTag) => {
    const digest = digests.get(tag);
    if (digest === undefined) throw new Error(`Nothing was pushed as ${tag}.`);
    return digest;
  };
  const at = (tag: TruthTag) => `${host}/${truthRepository}@${digestOf(tag)}`;
  const planting = { bench, publisher, legacy: createLegacySigner(bench), host, at, digestOf };
  for (const [tag, digest] of await pushArtifacts(bench, publisher, host)) digests.set(tag, digest);
  await signArtifacts(planting);
  await signPlatforms(planting);
  await attachPapers(planting);
  await attachReports(planting, new Date());
  await forgeSignatures(planting);
  return planting;
}

async function pushArtifacts(bench: Workbench, publisher: Publisher, host: string) {
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  const target = (tag: string) => `${host}/${truthRepository}:${tag}`;
  const pushed: (readonly [TruthTag, Digest])[] = [];
  const push = async (tag: TruthTag, more = '') =>
    void pushed.push([tag, await publisher.push('images', tag, `${target(tag)}${more}`)]);
  for (const [place, tag] of plainTags.entries()) {
    layout.tag(await addOne(layout, `1.0.${place}`), tag);
    await push(tag, tag === 'signed-bundle' ? ',latest' : '');
  }
  for (const [place, tag] of (['index-signed', 'platform-signed', 'platforms-signed'] as const).entries()) {
    const images = await addBoth(layout, `2.0.${place}`);
    layout.tag(addIndex(layout, images), tag);
    await push(tag);
  }
  layout.tag(await addCheckout(layout, '3.0.0', built), 'buildkit');
  await push('buildkit');
  await pushOthers(bench, host);
  return pushed;
}

/** A chart and a plain file: artifacts that are no images. */
async function pushOthers(bench: Workbench, host: string): Promise<void> {
  writeChart(join(bench.folder, 'chart'), '2.4.1');
  await bench.run('helm', ['package', 'chart']);
  await bench.run('helm', ['push', '--plain-http', 'storefront-2.4.1.tgz', `oci://${host}/team`]);
  const file = bench.write('notes.txt', 'Not an image.\n');
  await bench.run('oras', ['push', '--plain-http', `${host}/${truthRepository}:file`, `${file}:text/plain`]);
  // helm names the repository after the chart; the truth is about one repository.
  const chart = [`${host}/team/storefront:2.4.1`, `${host}/${truthRepository}:chart`];
  await bench.run('oras', ['cp', '--from-plain-http', '--to-plain-http', ...chart]);
}

const service = (version: string, architecture: 'amd64' | 'arm64') =>
  ({ name: 'checkout', version, created: built, architecture }) as const;

function addOne(layout: LayoutWriter, version: string) {
  return addService(layout, service(version, 'amd64'));
}

async function addBoth(layout: LayoutWriter, version: string) {
  return [
    await addService(layout, service(version, 'amd64')),
    await addService(layout, service(version, 'arm64')),
  ];
}

async function signArtifacts({ publisher, legacy, bench, at }: Planting): Promise<void> {
  for (const tag of [
    'signed-bundle',
    'signed-twice',
    'release',
    'good-and-borrowed',
    'index-signed',
  ] as const)
    await publisher.sign(at(tag));
  for (const tag of ['signed-legacy', 'signed-twice'] as const) await legacy.sign(at(tag));
  await publisher.notarize(at('signed-jws'), 'jws');
  await publisher.notarize(at('signed-cose'), 'cose');
  await bench.run('cosign', ['generate-key-pair', '--output-key-prefix', 'stranger']);
  const offline = ['--use-signing-config=false', '--tlog-upload=false', '--allow-insecure-registry'];
  await bench.run('cosign', [
    'sign',
    '--key',
    'stranger.key',
    '--allow-http-registry',
    ...offline,
    at('wrong-key'),
  ]);
}

async function signPlatforms({ publisher, bench, at, host }: Planting): Promise<void> {
  const platforms = async (tag: TruthTag) => {
    const index: { readonly manifests: readonly { readonly digest: string }[] } = JSON.parse(
      await bench.run('crane', ['manifest', at(tag)]),
    );
    return index.manifests.map(({ digest }) => `${host}/${truthRepository}@${digest}`);
  };
  const [first = ''] = await platforms('platform-signed');
  await publisher.notarize(first, 'jws');
  for (const platform of await platforms('platforms-signed')) await publisher.sign(platform);
}

/** Writes the policy folder that names those who signed well: two keys, and a certificate by notation. */
export async function writePolicies({ bench, publisher }: Planting, folder: string): Promise<void> {
  const keys = await publisher.publicKeys();
  const store = `${folder}/notation/truststore/x509/ca/acme.example`;
  mkdirSync(join(bench.folder, store), { recursive: true });
  bench.write(`${store}/acme.pem`, keys.notation);
  bench.write(`${folder}/notation/trustpolicy.json`, {
    version: '1.0',
    trustPolicies: [
      {
        name: 'acme',
        registryScopes: ['*'],
        signatureVerification: { level: 'strict' },
        trustStores: ['ca:acme.example'],
        trustedIdentities: ['*'],
      },
    ],
  });
  bench.write(`${folder}/acme.json`, {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'acme' },
    spec: {
      images: [{ glob: '**' }],
      authorities: [
        { name: 'release', key: { data: keys.cosign } },
        { name: 'legacy', key: { data: bench.read('legacy.pub') } },
        { name: 'notary', notation: { trustPolicy: 'acme' } },
      ],
    },
  });
}

/** Copies tags of the truth elsewhere, `host/name`, with all that hangs on them. */
export async function copyTruth(
  { bench, host }: Planting,
  target: string,
  tags: readonly string[],
): Promise<void> {
  const hosts = new Set([host, target.slice(0, target.indexOf('/'))]);
  const plain = [...hosts].flatMap((one) => ['--host', `reg=${one},tls=disabled`]);
  for (const tag of tags) {
    const names = [`${host}/${truthRepository}:${tag}`, `${target}:${tag}`];
    await bench.run('regctl', ['image', 'copy', '--referrers', '--digest-tags', ...plain, ...names]);
  }
}
