import { createRandom } from '#e2e/fakes/inventory-fleet';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import type { PackageName } from '#lib/inventory/store/document-record';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import type { Kind } from '#lib/oci/kind';

export const host = 'registry.example';
/** Every 25th image has log4j-core, in one of twelve versions after another: 2.0.0, 2.2.0 … 2.22.0. */
const planted = { every: 25, versions: 12 } as const;
export const plantedBelow = '2.17.0';
const versionsBelow = 9;

const random = createRandom(42);
const names = Array.from({ length: 4_000 }, (_, index) => ({
  type: ['npm', 'maven', 'pypi', 'deb', 'golang'][index % 5] ?? '',
  name: `${['lib', 'core', 'http', 'json', 'net', 'crypto', 'util', 'web'][index % 8]}-${((index * 7_919) % 4_000).toString(36)}`,
}));
const writers = 4;

/** Writes images from `from` up to `until`, each with six attachments and an SBOM of 300 packages, as scans would. */
export async function fill(store: InventoryStore, from: number, until: number): Promise<void> {
  let next = from;
  const write = async () => {
    while (next < until) await writeImage(store, next++);
  };
  await Promise.all(Array.from({ length: writers }, write));
}

/** How many of the first images have log4j-core in a version below. */
export function countPlanted(images: number): number {
  const isBelow = (index: number) => Math.floor(index / planted.every) % planted.versions < versionsBelow;
  return Array.from({ length: images }, (_, index) => index).filter(
    (index) => index % planted.every === 1 && isBelow(index),
  ).length;
}

async function writeImage(store: InventoryStore, index: number): Promise<void> {
  const repository = `team${index % 50}/service-${index % 500}`;
  const name = `image ${index}`;
  const kinds: readonly Kind[] = [
    'signature',
    'sbom',
    'provenance',
    'vulnerability-report',
    'vex',
    'test-result',
  ];
  // Some lack a signature: that is what an audit looks for.
  const attached = Object.fromEntries(
    kinds.filter((kind) => kind !== 'signature' || index % 7 !== 0).map((kind) => [`${name} ${kind}`, kind]),
  );
  const record = imageRecord(host, repository, name, attached, { open: { critical: 1, high: 4 } });
  await store.putTag({ host, name: repository }, { name: `1.${index}.0`, digest: record.digest });
  await store.putSubject(record);
  const document = { format: 'example', title: `Document of ${name}` };
  for (const [attachment, kind] of Object.entries(attached))
    await store.putDocuments(digestOf(attachment), [{ ...document, kind, ...contentOf(kind, index) }], 1);
}

function contentOf(kind: Kind, index: number) {
  const repository = `https://github.com/acme/repo-${index % 200}`;
  switch (kind) {
    case 'sbom':
      return {
        packages: packagesOf(index),
        licences: [`Licence-${index % 20}`, `Licence-${30 + (index % 7)}`],
      };
    case 'vulnerability-report':
      return { vulnerabilities: vulnerabilitiesOf(index) };
    case 'signature':
      return {
        signer: {
          issuer: 'https://token.actions.githubusercontent.com',
          subject: `${repository}/release.yml`,
        },
      };
    case 'provenance':
      return { builder: 'https://github.com/actions/runner', source: repository };
    default:
      return {};
  }
}

/** Two hundred that the images of a team share, others by chance, and the planted one. */
function packagesOf(index: number): readonly PackageName[] {
  const found = new Map<string, PackageName>();
  const add = (place: number, version: string) => {
    const one = names[place % names.length];
    if (one !== undefined) found.set(one.name, { ...one, version });
  };
  for (let place = 0; place < 200; place++)
    add((index % 50) * 61 + place * 17, `1.${((index % 50) + place) % 5}.0`);
  while (found.size < 299) add(Math.floor((random(1_000) / 1_000) ** 2 * names.length), `1.${random(5)}.0`);
  if (index % planted.every === 1) {
    const version = `2.${2 * (Math.floor(index / planted.every) % planted.versions)}.0`;
    found.set('log4j', { type: 'maven', name: 'org.apache.logging.log4j/log4j-core', version });
  }
  return [...found.values()];
}

function vulnerabilitiesOf(index: number) {
  return Array.from({ length: 60 }, (_, place) => ({
    id: `CVE-2026-${10_000 + ((index * 13 + place * 31) % 3_000)}`,
    severity: (['critical', 'high', 'medium', 'low'] as const)[place % 4] ?? 'low',
  }));
}
