import type { ComparedTree } from '#lib/formats/compare/compare-files';
import { compareFiles } from '#lib/formats/compare/compare-files';
import type { Comparison } from '#lib/formats/compare/comparison';
import { createFileCollector } from '#lib/formats/files/file-index';
import { formatLimits } from '#lib/formats/limits';
import { contentHash } from '#lib/server/files/archive-listing';
import type { PlatformFiles } from '#lib/server/files/list-platform';
import { listPlatform } from '#lib/server/files/list-platform';
import type { ComparedImage, OpenedSide } from './compared-image.ts';
import type { EvidenceRequest } from './graph-around.ts';

/** What is needed of a side: the image that stands for it, and where that is. */
export type FilesSide = {
  readonly name: string;
  readonly image: ComparedImage;
  readonly opened: Pick<OpenedSide, 'reference'>;
};

type Asked = Pick<EvidenceRequest, 'session' | 'signal'>;

/**
 * Which files differ between two images. All layers are read and hashed, unless lists of them are in memory: a file of a
 * layer that both have may be compared with what another layer puts in its place.
 *
 * @throws RegistryError when a registry wants credentials for a layer
 * @throws ProblemError `request-invalid` for an image with more layers than any file system takes
 */
export async function compareFileSystems(
  left: FilesSide,
  right: FilesSide,
  asked: Asked,
): Promise<NonNullable<Comparison['files']>> {
  const lacking = [left, right].filter(({ image }) => image.manifest === undefined);
  if (lacking.length > 0 || left.image.layers.length + right.image.layers.length === 0)
    return { state: 'missing', reason: lackOf(lacking) };
  const [before, after] = await Promise.all([list(left, asked), list(right, asked)]);
  const { uncompared, ...changes } = await compareFiles(treeOf(before), treeOf(after));
  const unread = [...unreadOf(left.name, before), ...unreadOf(right.name, after)];
  const notes = [
    ...(uncompared === 0 ? [] : [uncomparedText(uncompared)]),
    ...unread,
    ...unnamedIndexes(left.name, before),
    ...unnamedIndexes(right.name, after),
  ];
  const isComplete = unread.length + uncompared === 0;
  return { state: 'compared', ...changes, isComplete, notes: firstOf([...new Set(notes)]) };
}

/** As many sentences as anybody reads: an image has up to 500 layers. */
function firstOf(notes: readonly string[]): readonly string[] {
  const left = notes.length - formatLimits.problemsMax;
  if (left <= 0) return notes;
  return [...notes.slice(0, formatLimits.problemsMax), `${left} more notes are not listed.`];
}

function lackOf(lacking: readonly FilesSide[]): string {
  const [one] = lacking;
  return one === undefined || lacking.length === 2
    ? 'Neither has layers.'
    : `${one.name} is not an image, so it has no files.`;
}

async function list({ image, opened }: FilesSide, { session, signal }: Asked): Promise<PlatformFiles> {
  const { registry, repository } = opened.reference;
  const place = { registry, repository, digest: image.digest };
  const layers = { layers: image.layers, ...image.manifest };
  return listPlatform(session, place, layers, signal, true);
}

const noFiles = createFileCollector().toIndex([]);

function treeOf({ layers, merged }: PlatformFiles): ComparedTree {
  return {
    merged,
    layers: layers.map(({ descriptor, listing }) => ({
      digest: descriptor.digest,
      files: listing?.files ?? noFiles,
      hashOf: (at) => (listing === undefined ? undefined : contentHash(listing, at)),
    })),
  };
}

/** Why the files of a side are not all known: sentences. */
function unreadOf(name: string, { layers, merged }: PlatformFiles): readonly string[] {
  const problems = layers.flatMap(({ listing, problem }, at) => {
    const sentences = listing === undefined ? [problem ?? ''] : listing.isComplete ? [] : listing.problems;
    return sentences.map((sentence) => `Layer ${at + 1} of ${name}: ${sentence}`);
  });
  return merged.isComplete
    ? problems
    : [...problems, `The layers of ${name} remove more files than are followed.`];
}

function uncomparedText(count: number): string {
  const files = `${count.toLocaleString('en')} ${count === 1 ? 'file has' : 'files have'}`;
  return `${files} the same size on both sides, content not compared: no digest of it is known.`;
}

/** Lists that are only as good as the registry that gave them. */
function unnamedIndexes(name: string, { layers }: PlatformFiles): readonly string[] {
  return layers.flatMap(({ listing }, at) =>
    listing?.verified === 'none'
      ? [`Layer ${at + 1} of ${name} is told by an index in it that its manifest does not name.`]
      : [],
  );
}
