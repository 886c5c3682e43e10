import { join } from 'node:path';
import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import type { Publisher } from '#e2e/content/publisher';
import { createPublisher } from '#e2e/content/publisher';
import { addCheckout } from '#e2e/demo/images/images';
import type { Registry } from '#e2e/registries/registry';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { bendSignature, readBytes, readSignature, writeBytes } from '#e2e/verification/signature-bytes';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';

/** What is signed, and how; the name is the tag. */
export type SignedTag =
  | 'bundle'
  | 'legacy'
  | 'jws'
  | 'cose'
  | 'expired'
  | 'borrowed-bundle'
  | 'borrowed-legacy'
  | 'borrowed-jws'
  | 'tampered-bundle'
  | 'tampered-legacy'
  | 'unsigned';

/** Images in a real registry that real tools signed, and the public halves of the keys. */
export type SignedImages = {
  readonly host: string;
  readonly bench: Workbench;
  /** PEM of the keys that signed as cosign 3 and as cosign 2, and of one that signed nothing. */
  readonly keys: { readonly bundle: string; readonly legacy: string; readonly other: string };
  /** PEM of the certificate that signed as notation. */
  readonly certificate: string;
  readonly reference: (tag: SignedTag) => string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const repository = 'team/checkout';
// The same images again: what is signed there is bent before it comes to the repository that is looked at.
const workshop = 'workshop/checkout';
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Signs with cosign 3, cosign 2 and notation, and makes what a stranger could make of the signatures. */
export async function signImages(registry: Registry): Promise<SignedImages> {
  const bench = makeWorkbench();
  const end = async () => {
    bench.remove();
    await registry.stop();
  };
  try {
    const { host } = registry;
    const publisher = createPublisher(bench);
    const digests = await pushImages(bench, publisher, host);
    const place = { bench, host, digests };
    await signAll(place, publisher);
    await forgeAll(place);
    await bench.run('cosign', ['generate-key-pair', '--output-key-prefix', 'other']);
    const { cosign, notation } = await publisher.publicKeys();
    const keys = { bundle: cosign, legacy: bench.read('legacy.pub'), other: bench.read('other.pub') };
    const reference = (tag: SignedTag) => `${host}/${repository}@${digests[tag]}`;
    return { host, bench, keys, certificate: notation, reference, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

type Place = {
  readonly bench: Workbench;
  readonly host: string;
  readonly digests: Readonly<Record<SignedTag, Digest>>;
};

async function pushImages(bench: Workbench, publisher: Publisher, host: string): Promise<Place['digests']> {
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  const push = async (tag: SignedTag, place: number): Promise<Digest> => {
    layout.tag(await addCheckout(layout, `1.9.${place}`, '2026-11-02T16:20:09Z'), tag);
    await publisher.push('images', tag, `${host}/${workshop}:${tag}`);
    return publisher.push('images', tag, `${host}/${repository}:${tag}`);
  };
  return {
    bundle: await push('bundle', 0),
    legacy: await push('legacy', 1),
    jws: await push('jws', 2),
    cose: await push('cose', 3),
    expired: await push('expired', 4),
    'borrowed-bundle': await push('borrowed-bundle', 5),
    'borrowed-legacy': await push('borrowed-legacy', 6),
    'borrowed-jws': await push('borrowed-jws', 7),
    'tampered-bundle': await push('tampered-bundle', 8),
    'tampered-legacy': await push('tampered-legacy', 9),
    unsigned: await push('unsigned', 10),
  };
}

async function signAll({ bench, host, digests }: Place, publisher: Publisher): Promise<void> {
  const legacy = createLegacySigner(bench);
  const at = (tag: SignedTag, where = repository) => `${host}/${where}@${digests[tag]}`;
  await publisher.sign(at('bundle'));
  await publisher.sign(at('tampered-bundle', workshop));
  await legacy.sign(at('legacy'));
  await legacy.sign(at('tampered-legacy'));
  await publisher.notarize(at('jws'), 'jws');
  await publisher.notarize(at('cose'), 'cose');
  await publisher.notarize(at('expired'), 'jws', ['--expiry', '1s']);
}

/** What somebody who may push, and has no key, can do with the signatures of others. */
async function forgeAll({ bench, host, digests }: Place): Promise<void> {
  const attach = async (tag: SignedTag, artifactType: string, mediaType: string, bytes: Uint8Array) => {
    const file = bench.write(`${tag}.json`, new TextDecoder().decode(bytes));
    const target = [`${host}/${repository}@${digests[tag]}`, `${file}:${mediaType}`];
    await bench.run('oras', ['attach', '--plain-http', '--artifact-type', artifactType, ...target]);
  };
  const bundle = await readSignature(host, repository, digests.bundle);
  await attach('borrowed-bundle', bundleType, bundleType, bundle);
  const own = await readSignature(host, workshop, digests['tampered-bundle']);
  await attach('tampered-bundle', bundleType, bundleType, bendSignature(own));
  const envelope = await readSignature(host, repository, digests.jws);
  await attach('borrowed-jws', 'application/vnd.cncf.notary.signature', 'application/jose+json', envelope);

  const at = `http://${host}/v2/${repository}/manifests`;
  const legacy = await readBytes(`${at}/${referrersTag(digests.legacy)}.sig`);
  await writeBytes(`${at}/${referrersTag(digests['borrowed-legacy'])}.sig`, legacy);
  const tag = `${referrersTag(digests['tampered-legacy'])}.sig`;
  const { bytes, mediaType } = await readBytes(`${at}/${tag}`);
  await writeBytes(`${at}/${tag}`, { bytes: bendSignature(bytes), mediaType });
}
