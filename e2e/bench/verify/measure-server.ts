import { TrustedRoot } from '@sigstore/protobuf-specs';
import { answerTimesWhile } from '#e2e/bench/documents/watch-loop';
import { signBundles } from '#e2e/bench/verify/signed-bundles';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';
import { startZot } from '#e2e/registries/real-registries';
import { contentOf } from '#e2e/verification/registry-content';
import { verificationSchema } from '#lib/api/contract/verification-contract';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { mediaTypes } from '#lib/oci/media-type';
import type { Target } from '#lib/verify/signed-evidence';
import { root } from '#lib/verify/testing/check-sigstore';

const repository = 'bench/signed';
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const identity = 'ada@acme.example';
const issuer = 'https://accounts.acme.example';
const trustedRoot = TrustedRoot.toJSON(root.root);

/** An image with so many signatures without a key, looked at twice through the server. */
export async function measureServer(count: number): Promise<readonly Row[]> {
  const zot = await startZot();
  const orrery = await startOrrery({ access: 'open' });
  try {
    const warm = await pushSigned(zot.url, 'bench/warm', 4);
    await verify(orrery.url, `${zot.host}/bench/warm@${warm.digest}`, 4);
    const target = await pushSigned(zot.url, repository, count);
    const reference = `${zot.host}/${repository}@${target.digest}`;
    let first = 0;
    const answers = await answerTimesWhile(orrery.url, async () => {
      first = await verify(orrery.url, reference, count);
    });
    const second = await verify(orrery.url, reference, count);
    const [late, latest] = [quantile(answers, 0.99), Math.max(...answers)];
    return [
      {
        ...atMost(`${count} through the server, answers of /livez meanwhile`, late, 50, 'ms'),
        measured: `p99 ${late.toFixed(1)} ms, longest ${latest.toFixed(1)} ms`,
      },
      atLeast('  the second look, against the first', first, second, 5),
    ];
  } finally {
    await orrery.stop();
    await zot.stop();
  }
}

/** An image without files, with signatures that the registry lists as its referrers. */
async function pushSigned(url: string, name: string, count: number): Promise<Target> {
  const content = contentOf(url);
  const target = await content.putImage(name, name);
  const { digest, size, mediaType } = target;
  const bundles = [...signBundles('rekor-2', count, digest).entries()];
  await mapConcurrent(bundles, 8, async ([number, bundle]) => {
    const empty = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const manifest = {
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: bundleType },
      config: { mediaType: mediaTypes.empty, digest: empty, size: 2 },
      layers: [{ mediaType: bundleType, digest: empty, size: 2 }],
      subject: { mediaType, digest, size },
      annotations: { 'org.opencontainers.image.created': new Date(1_760_000_000_000 + number).toISOString() },
    };
    await content.attach(name, target, { manifest, blobs: [Buffer.from(bundle)] });
  });
  return target;
}

const policy = {
  documents: [
    {
      apiVersion: 'policy.sigstore.dev/v1beta1',
      kind: 'ClusterImagePolicy',
      metadata: { name: 'acme' },
      spec: {
        images: [{ glob: '**' }],
        authorities: [
          {
            name: 'ada',
            keyless: { trustRootRef: 'acme', identities: [{ issuer, subject: identity }] },
            ctlog: { trustRootRef: 'acme' },
            rfc3161timestamp: { trustRootRef: 'acme' },
          },
        ],
      },
    },
  ],
  trustedRoots: { acme: trustedRoot },
};

/** Gives how long it took, in milliseconds; every signature has to match. */
async function verify(url: string, ref: string, count: number): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}/api/verify`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-orrery-request': '1' },
    body: JSON.stringify({ ref, policy }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const { checks } = verificationSchema.parse(await response.json());
  const time = performance.now() - started;
  const matching = checks.filter(({ state }) => state === 'matches').length;
  if (matching !== count) throw new Error(`${matching} of ${count} match: ${checks[0]?.reason}`);
  return time;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
