import type { FleetImage, FleetRepository } from '#e2e/inventory/fleet/fleet';
import { repositoryOf } from '#e2e/inventory/fleet/fleet';
import { signerCount } from '#e2e/inventory/fleet/fleet-signers';
import type { Ground, Wish } from '#e2e/inventory/fleet/plant-attachment';
import { plant } from '#e2e/inventory/fleet/plant-attachment';
import { plantImage, plantTag } from '#e2e/inventory/fleet/plant-image';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { PackageName } from '#lib/inventory/store/document-record';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestFromHash } from '#lib/oci/digest';

export type Random = (below: number) => number;

const writersAtOnce = 8;
const log4j = { type: 'maven', name: 'org.apache.logging.log4j/log4j-core' } as const;
/** Below 2.17.0, that version, and above it, also where the order of texts would be another one. */
const log4jVersions = [
  '2.3.1',
  '2.9.1',
  '2.14.1',
  '2.16.0',
  '2.17.0',
  '2.17.1',
  '2.20.0',
  '2.100.0',
] as const;
const licences = ['Apache-2.0', 'MIT', 'GPL-3.0-only', 'MPL-2.0', 'LicenseRef-acme'] as const;
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** Fills so many repositories with so many tags each; the same `random` plants the same. */
export async function fillFleet(
  ground: Ground,
  repositories: number,
  tags: number,
  random: Random,
): Promise<void> {
  const seeds = Array.from({ length: repositories }, () => random(2 ** 30));
  const places = seeds.map((seed, index) => ({ name: `team${index % 25}/service-${index}`, seed }));
  await mapConcurrent(places, writersAtOnce, async ({ name, seed }) => {
    let state = seed;
    const own: Random = (below) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const repository = repositoryOf(ground.fleet, name);
    for (let tag = 0; tag < tags; tag++) await fillTag(ground, repository, `1.${tag}.0`, own);
    // Something whose image nobody can reach by a tag any more.
    if (own(3) === 0) await orphan(ground, repository, own);
  });
}

/** A new image under a tag, with what speaks for it; now and then the image of another tag, or an index. */
export async function fillTag(
  ground: Ground,
  repository: FleetRepository,
  tag: string,
  random: Random,
  isNew = false,
): Promise<void> {
  const known = [...repository.images.values()];
  const again = random(10) === 0 && !isNew ? known[random(known.length)] : undefined;
  if (again !== undefined) return await plantTag(ground, repository, tag, again);
  const platforms = random(6) === 0 ? 2 : 0;
  const image = await plantImage(
    ground,
    repository,
    `${repository.name}:${tag}#${random(2 ** 30)}`,
    platforms,
  );
  await plantTag(ground, repository, tag, image);
  for (const wish of wishesAt(random)) await plant(ground, repository, placeOn(image, random), wish);
}

/** The image, or now and then a platform of it. */
export function placeOn({ descriptor, platforms }: FleetImage, random: Random): Descriptor {
  return platforms[random(2 * platforms.length)] ?? descriptor;
}

/** What hangs on one image, by chance. */
function wishesAt(random: Random): readonly Wish[] {
  const wishes: Wish[] = [];
  if (random(10) < 7) wishes.push(sbomAt(random));
  if (random(10) < 7) wishes.push(signatureAt(random));
  if (random(10) < 5) wishes.push(reportAt(random));
  if (random(10) < 2) wishes.push({ what: 'vex', about: `CVE-2026-${9_000 + random(100)}` });
  if (random(10) < 4) wishes.push(provenanceAt(random));
  return wishes;
}

export function sbomAt(random: Random): Wish {
  const packages: PackageName[] = Array.from({ length: 4 }, (_, place) => ({
    ...{ type: 'npm', name: `pad-${place * 50 + random(50)}`, version: `${1 + random(3)}.${random(20)}.0` },
  }));
  if (random(4) === 0) packages.push({ ...log4j, version: pick(log4jVersions, random) });
  const form = pick(['spdx', 'cyclonedx', 'in-toto'] as const, random);
  return { what: 'sbom', form, packages, licence: pick(licences, random) };
}

export function signatureAt(random: Random): Wish {
  const signer = random(signerCount);
  const forms = ['cosign', 'cosign', 'notation', 'notation', 'forged', 'expired'] as const;
  const form = pick(forms, random);
  return form === 'cosign' || form === 'forged'
    ? { what: 'signature', form }
    : { what: 'signature', form, signer };
}

export function reportAt(random: Random): Wish {
  const ids = new Set(Array.from({ length: random(5) }, () => 1_000 + random(300)));
  const found = [...ids].map((id) => ({ id: `CVE-2026-${id}`, severity: pick(severities, random) }));
  return { what: 'report', found };
}

function provenanceAt(random: Random): Wish {
  const builder = `https://ci.acme.example/builders/container@v${random(4)}`;
  return { what: 'provenance', builder, source: `https://git.acme.example/shop/app-${random(40)}` };
}

async function orphan(ground: Ground, repository: FleetRepository, random: Random): Promise<void> {
  // cosign names the image in the tag of its signature, whether it is there or not.
  const digest = digestFromHash(
    'sha256',
    random(2 ** 30)
      .toString(16)
      .padStart(64, '0'),
  );
  const subject = { digest, size: 500, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
  await plant(ground, repository, subject, { what: 'signature', form: 'cosign' });
}

function pick<One>(list: readonly [One, ...One[]] | readonly One[], random: Random): One {
  const one = list[random(list.length)];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
