import { digestOf, evidence, imageRecord, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import type { PackageName } from '#lib/inventory/store/document-record';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** One image of a fleet, with all that is known of it. */
export type FleetImage = {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  /** Undefined: nobody could tell whether there is an SBOM. */
  readonly packages: readonly PackageName[] | 'none' | undefined;
  readonly vulnerabilities: readonly string[];
  readonly signer: string | undefined;
  readonly isOrphaned: boolean;
};

/** Numbers that look random and are the same in every run. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** A fleet whose truth is known: so many images in the repositories of two registries. */
export function makeFleet(count: number, random: (below: number) => number): readonly FleetImage[] {
  return Array.from({ length: count }, (_, index): FleetImage => {
    const name = `image ${index}`;
    const packages = Array.from({ length: random(6) }, () => ({
      type: ['npm', 'maven', 'deb', ''][random(4)] ?? '',
      name: ['org.apache/log4j-core', 'log4j-core', 'left-pad', 'openssl', 'my%pad_'][random(5)] ?? '',
      version: `${1 + random(3)}.${random(20)}.${random(3)}`,
    }));
    return {
      host: `r${random(2)}.example`,
      repository: ['team-a/app', 'team-a/app/base', 'team-b/app', 'other', 'team-b/x.y'][random(5)] ?? '',
      tag: `1.${index}`,
      digest: digestOf(name),
      packages: ([packages, packages, 'none', undefined] as const)[random(4)],
      vulnerabilities: [`CVE-2026-${1 + random(5)}`, `GHSA-${random(4)}`].slice(random(3)),
      signer: random(2) === 0 ? `https://github.com/acme/repo-${random(4)}` : undefined,
      isOrphaned: random(8) === 0,
    };
  });
}

/** Writes a fleet as scans would. */
export async function writeFleet(store: InventoryStore, fleet: readonly FleetImage[]): Promise<void> {
  for (const image of fleet) {
    const { host, repository, tag, digest, packages, vulnerabilities, signer } = image;
    const at = { host, name: repository };
    const name = `image ${tag.slice(2)}`;
    const attached: Record<string, Kind> = {};
    if (typeof packages === 'object') attached[`${name} sbom`] = 'sbom';
    if (signer !== undefined) attached[`${name} signature`] = 'signature';
    if (vulnerabilities.length > 0) attached[`${name} report`] = 'vulnerability-report';
    const record = imageRecord(host, repository, name, attached);
    await store.putSubject({
      ...record,
      ...(packages === undefined
        ? { evidence: { ...record.evidence, sbom: evidence({ sbom: 'unknown' }).sbom } }
        : {}),
    });
    if (!image.isOrphaned) await store.putTag(at, { name: tag, digest });
    await writeDocuments(store, name, image);
  }
}

async function writeDocuments(store: InventoryStore, name: string, image: FleetImage): Promise<void> {
  const { packages, vulnerabilities, signer } = image;
  const base = { format: 'example', title: name };
  if (typeof packages === 'object')
    await store.putDocuments(digestOf(`${name} sbom`), [{ ...base, kind: 'sbom', packages }], 1);
  if (signer !== undefined)
    await store.putDocuments(
      digestOf(`${name} signature`),
      [{ ...base, kind: 'signature', signer: { issuer: 'https://id.example', subject: signer } }],
      1,
    );
  if (vulnerabilities.length > 0)
    await store.putDocuments(
      digestOf(`${name} report`),
      [
        {
          ...base,
          kind: 'vulnerability-report',
          vulnerabilities: vulnerabilities.map((id) => ({ id, severity: 'high' })),
        },
      ],
      1,
    );
}

/** An index with one platform, on which an SBOM hangs, and a tag on the index alone. */
export async function writeIndex(store: InventoryStore, host: string, repository: string): Promise<void> {
  const record = imageRecord(host, repository, 'the index', {});
  const annotations = { 'com.acme.board': 'arm-board' };
  const nodes = [
    nodeOf('the index', 'index'),
    nodeOf('the platform', 'image', { platform: 'linux/arm64', annotations }),
  ];
  await store.putSubject({
    ...record,
    graph: {
      nodes: [...nodes, nodeOf('platform sbom', 'sbom')],
      edges: [
        {
          from: digestOf('the index'),
          to: digestOf('the platform'),
          relation: 'child',
          sources: ['manifest'],
        },
        refersTo('the platform', 'platform sbom'),
      ],
      answers: [],
    },
    evidence: evidence({ sbom: 'present' }),
  });
  await store.putTag({ host, name: repository }, { name: 'multi', digest: digestOf('the index') });
  const document = { kind: 'sbom', format: 'example', title: 'SBOM' } as const;
  const packages = [{ type: 'npm', name: 'only-on-arm', version: '1.0.0' }];
  await store.putDocuments(digestOf('platform sbom'), [{ ...document, packages }], 1);
}
