import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { payloadOf, pushSignatures } from '#e2e/fakes/sign-simple';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { sessionOf } from '#lib/server/sessions/session';
import { collectEvidence } from './collect-evidence.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/collect-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

/** What was found, each as `what it hangs on ← how it is reached`, by the names that the test gives. */
async function collect(selector: string, names: Readonly<Record<string, string>>) {
  const reference = parseReference(`${embeddedHost}/${repository}${selector}`);
  const session = sessionOf(new Request('http://localhost:4400'));
  const { signal } = new AbortController();
  const found = await collectEvidence({ session, reference, isFresh: true, signal });
  const nameOf = (digest: string) => names[digest] ?? 'another';
  const pairs = found.attached
    .filter(({ isOwn }) => isOwn !== true)
    .map(({ node, target, through }) =>
      `${nameOf(node.digest)} on ${nameOf(target.digest)} ${through ?? ''}`.trim(),
    );
  return { ...found, pairs: pairs.sort() };
}

const signature = (digest: string) => ({ payload: payloadOf(digest), signature: 'AA==' });

async function attach(subject: Descriptor, artifactType: string) {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const { mediaType, digest, size } = subject;
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config,
    layers: [config],
  };
  return await pushManifest(registry, repository, { ...document, subject: { mediaType, digest, size } });
}

async function pushIndex(...images: readonly Descriptor[]) {
  const manifests = images.map(({ mediaType, digest, size }, place) => ({
    ...{ mediaType, digest, size },
    platform: { os: 'linux', architecture: place === 0 ? 'amd64' : 'arm64' },
  }));
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
  return await pushManifest(registry, repository, document, 'multi');
}

test('signatures under tags, referrers, and who signed what is attached', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const tagged = await pushSignatures(registry, repository, image, [signature(image.digest)]);
  const sbom = await attach(image, 'application/spdx+json');
  const onSbom = await attach(sbom, 'application/vnd.cncf.notary.signature');
  const names = {
    [image.digest]: 'image',
    [tagged.digest]: 'tag',
    [sbom.digest]: 'sbom',
    [onSbom.digest]: 'its signature',
  };
  const { pairs, attached, root, answers } = await collect(':1.0', names);
  expect(pairs).toEqual(['its signature on sbom referrer', 'sbom on image', 'tag on image']);
  expect(root.digest).toBe(image.digest);
  expect(attached[0]).toMatchObject({
    isOwn: true,
    target: { size: image.size, mediaType: mediaTypes.ociManifest },
  });
  expect(answers.every(({ question, about }) => question === 'referrers' && about === image.digest)).toBe(
    true,
  );
});

test('of an index what hangs on its platforms is reached through them', async () => {
  const image = await pushImage(registry, repository, 'amd64');
  const index = await pushIndex(image);
  const own = await pushSignatures(registry, repository, index, [signature(index.digest)]);
  const other = await pushSignatures(registry, repository, image, [signature(image.digest)]);
  const names = {
    [image.digest]: 'image',
    [index.digest]: 'index',
    [own.digest]: 'one',
    [other.digest]: 'two',
  };
  expect((await collect(':multi', names)).pairs).toEqual(['one on index', 'two on image platform']);
  expect((await collect(`@${image.digest}`, names)).pairs).toEqual(['one on index index', 'two on image']);
});

test('an attestation of BuildKit is about the platform that it names', async () => {
  const image = await pushImage(registry, repository, 'amd64');
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const layer = {
    ...(await pushBlob(registry, repository, '{"a":1}')),
    mediaType: 'application/vnd.in-toto+json',
  };
  const attestation = await pushManifest(registry, repository, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] },
  });
  const manifests = [
    { ...toEntry(image), platform: { os: 'linux', architecture: 'amd64' } },
    {
      ...toEntry(attestation),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': image.digest,
      },
    },
  ];
  await pushManifest(
    registry,
    repository,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    'multi',
  );
  const names = { [image.digest]: 'image', [attestation.digest]: 'attestation' };
  expect((await collect(':multi', names)).pairs).toEqual(['attestation on image platform']);
  expect((await collect(`@${image.digest}`, names)).pairs).toEqual(['attestation on image']);
});

function toEntry({ mediaType, digest, size }: Descriptor) {
  return { mediaType, digest, size };
}
