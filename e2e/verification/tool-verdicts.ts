import type { SignedImages, SignedTag } from '#e2e/verification/signed-images';

/** One question: an image, and what it is held against. */
export type Question = {
  readonly tag: SignedTag;
  readonly by: 'cosign key' | 'other key' | 'notation' | 'nothing';
};

/** Every signature against what signed it, against a key that did not, and what a stranger made of them. */
export const questions: readonly Question[] = [
  { tag: 'bundle', by: 'cosign key' },
  { tag: 'bundle', by: 'other key' },
  { tag: 'bundle', by: 'nothing' },
  { tag: 'legacy', by: 'cosign key' },
  { tag: 'legacy', by: 'other key' },
  { tag: 'jws', by: 'notation' },
  { tag: 'jws', by: 'nothing' },
  { tag: 'cose', by: 'notation' },
  { tag: 'expired', by: 'notation' },
  { tag: 'borrowed-bundle', by: 'cosign key' },
  { tag: 'borrowed-legacy', by: 'cosign key' },
  { tag: 'borrowed-jws', by: 'notation' },
  { tag: 'borrowed-bundle', by: 'nothing' },
  { tag: 'borrowed-jws', by: 'nothing' },
  { tag: 'tampered-bundle', by: 'cosign key' },
  { tag: 'tampered-legacy', by: 'cosign key' },
  { tag: 'unsigned', by: 'cosign key' },
];

/** Whether the tool itself accepts the image; undefined where it cannot be asked without a key. */
export async function toolAccepts(images: SignedImages, { tag, by }: Question): Promise<boolean | undefined> {
  if (by === 'nothing') return undefined;
  return by === 'notation' ? notationAccepts(images, tag) : cosignAccepts(images, tag, by);
}

async function cosignAccepts(images: SignedImages, tag: SignedTag, by: 'cosign key' | 'other key') {
  const key = images.bench.write('asked.pub', keyFor(images, tag, by));
  const offline = ['--insecure-ignore-tlog', '--allow-http-registry', '--allow-insecure-registry'];
  return accepts(() =>
    images.bench.run('cosign', ['verify', '--key', key, ...offline, images.reference(tag)]),
  );
}

async function notationAccepts({ bench, host, reference }: SignedImages, tag: SignedTag) {
  const folder = 'home/.config/notation';
  bench.write(`${folder}/trustpolicy.json`, trustPolicy(host));
  return accepts(() => bench.run('notation', ['verify', '--insecure-registry', reference(tag)]));
}

async function accepts(verify: () => Promise<string>): Promise<boolean> {
  return verify().then(
    () => true,
    () => false,
  );
}

function keyFor({ keys }: SignedImages, tag: SignedTag, by: 'cosign key' | 'other key'): string {
  if (by === 'other key') return keys.other;
  return tag.endsWith('legacy') ? keys.legacy : keys.bundle;
}

const trustStore = 'acme.example';

function trustPolicy(host: string) {
  return {
    version: '1.0',
    trustPolicies: [
      {
        name: 'acme',
        registryScopes: [`${host}/team/checkout`],
        // A certificate for tests names no list of revoked ones, so that there is nothing to ask.
        signatureVerification: { level: 'strict' },
        trustStores: [`ca:${trustStore}`],
        trustedIdentities: ['*'],
      },
    ],
  };
}

/** The same question as the inline policy of `POST /api/verify`; undefined for none. */
export function policyFor(images: SignedImages, { tag, by }: Question): object | undefined {
  if (by === 'nothing') return undefined;
  if (by === 'notation')
    return {
      notation: {
        trustPolicy: trustPolicy(images.host),
        trustStores: { [`ca:${trustStore}`]: [images.certificate] },
      },
    };
  return {
    documents: [
      {
        apiVersion: 'policy.sigstore.dev/v1beta1',
        kind: 'ClusterImagePolicy',
        metadata: { name: 'acme' },
        spec: {
          images: [{ glob: '**' }],
          authorities: [{ name: 'release', key: { data: keyFor(images, tag, by) } }],
        },
      },
    ],
  };
}
