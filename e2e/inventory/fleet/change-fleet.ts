import { criticalOf, stateOf } from '#e2e/inventory/fleet/expected-answers';
import type { Random } from '#e2e/inventory/fleet/fill-fleet';
import { fillTag, placeOn, reportAt, sbomAt, signatureAt } from '#e2e/inventory/fleet/fill-fleet';
import type { FleetImage, FleetRepository } from '#e2e/inventory/fleet/fleet';
import { attachedTo, repositoryOf, taggedImages } from '#e2e/inventory/fleet/fleet';
import type { Ground } from '#e2e/inventory/fleet/plant-attachment';
import { plant, uproot } from '#e2e/inventory/fleet/plant-attachment';
import { removeImage, removeTag } from '#e2e/inventory/fleet/plant-image';
import type { EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import type { Digest } from '#lib/oci/digest';

/** What became different of an artifact, as the trends must tell it. */
export type PlantedChange = {
  readonly digest: Digest;
  readonly what: string;
  readonly before: string;
  readonly after: string;
};

/** Kinds of changes, by how often they come. */
const kinds = [
  ...(['move', 'move', 'move', 'new-tag', 'new-tag', 'untag', 'attach', 'attach', 'attach'] as const),
  ...(['detach', 'detach', 'delete-image', 'new-repository', 'remove-repository'] as const),
];
type ChangeKind = (typeof kinds)[number];

/**
 * Changes the fleet at random, so many times, each time something that is not in `touched`, to which it adds what it has
 * changed; gives what the trends must tell of it.
 */
export async function changeFleet(
  ground: Ground,
  count: number,
  random: Random,
  touched: Set<string>,
): Promise<readonly PlantedChange[]> {
  const told: PlantedChange[] = [];
  let left = count;
  for (let tries = 0; left > 0 && tries < 50 * count; tries++) {
    const kind = kinds[random(kinds.length)] ?? 'move';
    const names = [...ground.fleet.repositories.keys()];
    const repository = ground.fleet.repositories.get(names[random(names.length)] ?? '');
    if (repository === undefined) continue;
    const changes = await change(ground, { kind, repository, touched, random, serial: tries });
    if (changes === undefined) continue;
    told.push(...changes);
    left -= 1;
  }
  return told;
}

type Turn = {
  readonly kind: ChangeKind;
  readonly repository: FleetRepository;
  /** Images, repositories and tags that this night has changed. */
  readonly touched: Set<string>;
  readonly random: Random;
  readonly serial: number;
};

/** One change; undefined where there is nothing left to change so. */
async function change(ground: Ground, turn: Turn): Promise<readonly PlantedChange[] | undefined> {
  const { kind, repository, touched, random, serial } = turn;
  if (kind === 'new-repository') {
    const made = repositoryOf(ground.fleet, `new/service-${serial}`);
    touched.add(made.name);
    for (const tag of ['1', '2']) await fillTag(ground, made, tag, random);
    return [];
  }
  if (kind === 'remove-repository') {
    const isUntouched = ![...touched].some((one) => one.startsWith(repository.name));
    if (ground.erase === undefined || !isUntouched) return undefined;
    await ground.erase(repository.name);
    ground.fleet.repositories.delete(repository.name);
    return [];
  }
  const free = taggedImages(repository).filter(
    (image) => !touched.has(`${repository.name}@${image.descriptor.digest}`) && !touched.has(repository.name),
  );
  const image = free[random(free.length)];
  if (image === undefined) return undefined;
  touched.add(`${repository.name}@${image.descriptor.digest}`);
  const tag = [...repository.tags].find(([, digest]) => digest === image.descriptor.digest)?.[0] ?? '';
  switch (kind) {
    case 'new-tag':
      await fillTag(ground, repository, `2.${serial}.0`, random, true);
      touched.add(`${repository.name}@${repository.tags.get(`2.${serial}.0`)}`);
      return [];
    case 'move':
      return await move(ground, turn, image, tag);
    case 'untag':
      await removeTag(ground, repository, tag);
      return [];
    case 'delete-image':
      await removeImage(ground, repository, image);
      return [];
    case 'attach':
    case 'detach':
      return await differences(repository, image, () =>
        kind === 'attach' ? attach(ground, turn, image) : detach(ground, turn, image),
      );
    default:
      return kind satisfies never;
  }
}

async function move(ground: Ground, { repository, random, touched }: Turn, old: FleetImage, tag: string) {
  const others = taggedImages(repository).length;
  if (others < 2) return undefined;
  const before = statesOf(repository, old);
  await fillTag(ground, repository, tag, random, true);
  const digest = repository.tags.get(tag);
  const now = digest === undefined ? undefined : repository.images.get(digest);
  if (now === undefined) return undefined;
  touched.add(`${repository.name}@${now.descriptor.digest}`);
  return changesBetween(now.descriptor.digest, before, statesOf(repository, now));
}

async function attach(ground: Ground, { repository, random }: Turn, image: FleetImage): Promise<boolean> {
  const wishes = [sbomAt, reportAt, signatureAt].map((make) => make(random));
  const missing = wishes.filter(({ what }) => stateOf(repository, image, what) === 'none');
  const wish = missing[random(missing.length)];
  if (wish === undefined) return false;
  await plant(ground, repository, placeOn(image, random), wish);
  return true;
}

async function detach(ground: Ground, { repository, random }: Turn, image: FleetImage): Promise<boolean> {
  const attached = attachedTo(repository, image);
  const one = attached[random(attached.length)];
  if (one === undefined) return false;
  await uproot(ground, repository, one);
  return true;
}

async function differences(repository: FleetRepository, image: FleetImage, act: () => Promise<boolean>) {
  const before = statesOf(repository, image);
  if (!(await act())) return undefined;
  return changesBetween(image.descriptor.digest, before, statesOf(repository, image));
}

type States = ReadonlyMap<string, string>;

function statesOf(repository: FleetRepository, image: FleetImage): States {
  const states = new Map<string, string>(
    evidenceNames.map((evidence: EvidenceName) => [evidence, stateOf(repository, image, evidence)]),
  );
  const critical = criticalOf(repository, image);
  if (critical !== undefined) states.set('critical', `${critical}`);
  return states;
}

function changesBetween(digest: Digest, before: States, after: States): readonly PlantedChange[] {
  return [...after].flatMap(([what, now]) => {
    const old = before.get(what);
    return old === undefined || old === now ? [] : [{ digest, what, before: old, after: now }];
  });
}
