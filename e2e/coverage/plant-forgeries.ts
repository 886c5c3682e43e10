import type { Planting } from '#e2e/coverage/planting';
import { truthRepository } from '#e2e/coverage/planting';
import type { TruthTag } from '#e2e/coverage/truth';
import { bendSignature, readBytes, readSignature, writeBytes } from '#e2e/verification/signature-bytes';
import { referrersTag } from '#lib/oci/referrers-tag';

const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const notation = 'application/vnd.cncf.notary.signature';

/** What somebody who may push, and has no key, makes of the signatures of others. */
export async function forgeSignatures({ bench, publisher, host, at, digestOf }: Planting): Promise<void> {
  const signatureOf = (tag: TruthTag) => readSignature(host, truthRepository, digestOf(tag));
  const attach = async (tag: TruthTag, types: readonly [string, string], bytes: Uint8Array) => {
    const file = bench.write(`forged-${tag}.json`, new TextDecoder().decode(bytes));
    const named = ['--artifact-type', types[0], at(tag), `${file}:${types[1]}`];
    await bench.run('oras', ['attach', '--plain-http', ...named]);
  };
  const signature = await signatureOf('signed-bundle');
  await attach('borrowed-bundle', [bundle, bundle], signature);
  await attach('good-and-borrowed', [bundle, bundle], signature);
  const sbom = await signatureOf('sbom-bundle');
  await attach('sbom-and-borrowed', [bundle, bundle], sbom);
  const envelope = await signatureOf('signed-jws');
  await attach('borrowed-jws', [notation, 'application/jose+json'], envelope);
  const provenance = await signatureOf('provenance-v1');
  await attach('provenance-of-sibling', [bundle, bundle], provenance);
  const tagOf = (tag: TruthTag) =>
    `http://${host}/v2/${truthRepository}/manifests/${referrersTag(digestOf(tag))}.sig`;
  await writeBytes(tagOf('borrowed-legacy'), await readBytes(tagOf('signed-legacy')));

  // Signed where nobody looks, and bent before it comes to where somebody does.
  const workshop = 'workshop/app';
  await publisher.push('images', 'tampered', `${host}/${workshop}:tampered`);
  await publisher.sign(`${host}/${workshop}@${digestOf('tampered')}`);
  const own = await readSignature(host, workshop, digestOf('tampered'));
  await attach('tampered', [bundle, bundle], bendSignature(own));
}
