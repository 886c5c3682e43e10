import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startZot } from '#e2e/registries/real-registries';
import { pins } from '#e2e/tools/pins';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { furnishNotary, trustedIdentity, writeTrustPolicy } from '#e2e/verification/notary-home';
import type { Carried } from '#e2e/verification/registry-content';
import { contentOf } from '#e2e/verification/registry-content';
import type { Target } from '#lib/verify/signed-evidence';

// Signs small images with real tools, bends some of the signatures, asks the tools again, and writes what they said:
// `node e2e/verification/make-vectors.ts`. What the tests hold is then the same for ours.

type Tool = 'cosign' | 'cosign2' | 'notation';
type Verdict = 'ok' | 'fail';
type Bend = 'borrowed' | 'tampered';
type Wish = {
  readonly name: string;
  readonly tool: Tool;
  /** The key or the certificate that signs. */
  readonly signer: 'release' | 'other' | 'visitor' | 'stranger';
  readonly format?: 'jws' | 'cose';
  readonly bend?: Bend;
  readonly isExpired?: boolean;
  readonly level?: 'strict' | 'permissive';
  /** What must come out: a tool that says something else was asked in a wrong way. */
  readonly expected: Verdict;
};

const wishes: readonly Wish[] = [
  ...(['cosign', 'cosign2'] as const).flatMap((tool): readonly Wish[] => [
    { name: 'good', tool, signer: 'release', expected: 'ok' },
    { name: 'wrong-key', tool, signer: 'other', expected: 'fail' },
    { name: 'borrowed', tool, signer: 'release', bend: 'borrowed', expected: 'fail' },
    { name: 'tampered', tool, signer: 'release', bend: 'tampered', expected: 'fail' },
  ]),
  ...(['jws', 'cose'] as const).flatMap((format): readonly Wish[] => {
    const common = { tool: 'notation', format } as const;
    return [
      { ...common, name: 'expired', signer: 'release', isExpired: true, expected: 'fail' },
      {
        ...common,
        name: 'expired-is-logged',
        signer: 'release',
        isExpired: true,
        level: 'permissive',
        expected: 'ok',
      },
      { ...common, name: 'good', signer: 'release', expected: 'ok' },
      { ...common, name: 'other-identity', signer: 'visitor', expected: 'fail' },
      { ...common, name: 'wrong-authority', signer: 'stranger', expected: 'fail' },
      { ...common, name: 'borrowed', signer: 'release', bend: 'borrowed', expected: 'fail' },
      { ...common, name: 'tampered', signer: 'release', bend: 'tampered', expected: 'fail' },
    ];
  }),
];

const offline = ['--allow-http-registry', '--allow-insecure-registry'];
const signOffline: Readonly<Record<'cosign' | 'cosign2', readonly string[]>> = {
  cosign: ['--use-signing-config=false', '--tlog-upload=false', ...offline],
  cosign2: ['--tlog-upload=false', ...offline],
};

async function sign(bench: Workbench, wish: Wish, reference: string): Promise<void> {
  if (wish.tool === 'notation') {
    const expiry = wish.isExpired === true ? ['--expiry', '1s'] : [];
    const how = ['--insecure-registry', '--force-referrers-tag=false', ...expiry];
    const format = ['--signature-format', wish.format ?? 'jws', '--key', wish.signer];
    await bench.run('notation', ['sign', ...how, ...format, reference]);
  } else {
    const key = ['--key', `cosign-${wish.signer}.key`];
    await bench.run(wish.tool, ['sign', ...key, ...signOffline[wish.tool], reference]);
  }
}

async function verify(bench: Workbench, wish: Wish, reference: string): Promise<Verdict> {
  const command = ['verify', '--key', 'cosign-release.pub', '--insecure-ignore-tlog', ...offline];
  try {
    if (wish.tool === 'notation') {
      writeTrustPolicy(bench, wish.level ?? 'strict');
      await bench.run('notation', ['verify', '--insecure-registry', reference]);
    } else await bench.run(wish.tool, [...command, reference]);
    return 'ok';
  } catch {
    return 'fail';
  }
}

/** Changes one byte in the middle of what carries the signature, so that it is still well formed. */
function tamper({ manifest, blobs }: Carried): Carried {
  const name = 'dev.cosignproject.cosign/signature';
  const layers = manifest.layers.map((layer) => {
    const signature = layer.annotations?.[name];
    if (signature === undefined) return layer;
    return { ...layer, annotations: { ...layer.annotations, [name]: bendText(signature) } };
  });
  const isLegacy = layers.some(({ annotations }) => annotations?.[name] !== undefined);
  return { manifest: { ...manifest, layers }, blobs: isLegacy ? blobs : blobs.map(bendBlob) };
}

function bendBlob(blob: Buffer): Buffer {
  const text = blob.toString('latin1');
  const bent = text.replace(/"(?:sig|signature)":"([^"]+)"/, (all, signature: string) =>
    all.replace(signature, bendText(signature)),
  );
  if (bent !== text) return Buffer.from(bent, 'latin1');
  // Of COSE the signature stands last.
  const copy = Buffer.from(blob);
  copy[copy.length - 8] = (copy[copy.length - 8] ?? 0) ^ 1;
  return copy;
}

function bendText(base64: string): string {
  const middle = Math.floor(base64.length / 2);
  const other = base64.charAt(middle) === 'A' ? 'B' : 'A';
  return `${base64.slice(0, middle)}${other}${base64.slice(middle + 1)}`;
}

function evidenceIn({ tool, format }: Wish, { manifest, blobs }: Carried) {
  const forms = {
    cosign: 'sigstore-bundle',
    cosign2: 'cosign-simplesigning',
    notation: `notation-${format}`,
  };
  return manifest.layers.map(({ annotations = {} }, place) => ({
    form: forms[tool],
    base64: blobs[place]?.toString('base64') ?? '',
    ...(tool === 'cosign2' ? { annotations } : {}),
  }));
}

function targetText({ bytes, ...rest }: Target) {
  return { ...rest, text: Buffer.from(bytes ?? []).toString('utf8') };
}

type Place = {
  readonly bench: Workbench;
  readonly host: string;
  readonly content: ReturnType<typeof contentOf>;
};

/** Signs an image of its own, or another whose signature is then hung on it, changed or not. */
async function publish(wish: Wish, title: string, repository: string, place: Place): Promise<Target> {
  const { bench, host, content } = place;
  const target = await content.putImage(repository, title);
  const isBent = wish.bend !== undefined;
  const source = isBent ? `${repository}-source` : repository;
  const signed = isBent ? await content.putImage(source, wish.bend === 'borrowed' ? 'lent' : title) : target;
  await sign(bench, wish, `${host}/${source}@${signed.digest}`);
  const made = isBent ? await content.signaturesOf(source, signed) : [];
  for (const one of made) {
    await content.attach(repository, target, wish.bend === 'tampered' ? tamper(one) : one);
  }
  return target;
}

async function makeCase(wish: Wish, repository: string, place: Place) {
  const { bench, host, content } = place;
  const title = [wish.tool, wish.format, wish.name].filter((word) => word !== undefined).join('-');
  const target = await publish(wish, title, repository, place);
  if (wish.isExpired === true) await wait(1_500);
  const verdict = await verify(bench, wish, `${host}/${repository}@${target.digest}`);
  const carried = await content.signaturesOf(repository, target);
  if (verdict !== wish.expected || carried.length !== 1) {
    throw new Error(`${title}: ${wish.tool} says ${verdict} of ${carried.length} signatures.`);
  }
  console.log(`${title.padEnd(32)} ${verdict}`);
  const { tool, level = 'strict' } = wish;
  return {
    ...{ name: title, tool },
    ...(tool === 'notation' ? { level } : {}),
    target: targetText(target),
    evidence: carried.flatMap((one) => evidenceIn(wish, one)),
    verdict,
  };
}

const bench = makeWorkbench();
const zot = await startZot();
try {
  const { stores } = furnishNotary(bench);
  for (const signer of ['release', 'other']) {
    await bench.run('cosign', ['generate-key-pair', '--output-key-prefix', `cosign-${signer}`]);
  }
  const place = { bench, host: zot.host, content: contentOf(zot.url) };
  const cases: object[] = [];
  for (const [number, wish] of wishes.entries()) cases.push(await makeCase(wish, `acme/v${number}`, place));
  const { cosign, cosign2, notation } = pins;
  const vectors = {
    at: new Date().toISOString(),
    tools: { cosign: cosign.version, cosign2: cosign2.version, notation: notation.version },
    key: bench.read('cosign-release.pub'),
    stores,
    trustedIdentity,
    cases,
  };
  const file = join(import.meta.dirname, 'vectors/vectors.json');
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
} finally {
  await zot.stop();
  bench.remove();
}
