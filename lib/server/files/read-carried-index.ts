import { createHash } from 'node:crypto';
import { sortInSlices } from '#lib/async/sort-in-slices';
import { createFileCollector } from '#lib/formats/files/file-index';
import { createElementSplitter } from '#lib/formats/files/list-elements';
import { createTarScanner } from '#lib/formats/files/tar-scanner';
import { createTocCollector, offsetsOf } from '#lib/formats/files/toc';
import type { TocPlace } from '#lib/formats/files/toc-place';
import { tocPlaceOf } from '#lib/formats/files/toc-place';
import { formatLimits } from '#lib/formats/limits';
import { readBounded } from '#lib/registry/body';
import type { RegistryClient } from '#lib/registry/registry-client';
import { limits } from '#lib/server/platform/limits';
import type { ArchiveListing, ArchivePlace } from './archive-listing.ts';
import { expand } from './expand-blob.ts';
import { fetchRange } from './fetch-range.ts';
import { isZlibError } from './read-archive.ts';

/** What came of looking for an index: the files; nothing, or nothing but the whole blob, so that it is read through. */
export type CarriedIndex =
  | { readonly listing: ArchiveListing }
  | { readonly listing?: undefined; readonly whole?: ReadableStream<Uint8Array<ArrayBuffer>> };

/**
 * The files of a layer by the index that it carries, for which only its end is fetched. Without a list where it carries none,
 * where that is broken or is not the one that its manifest names, or where the registry knows no ranges.
 *
 * @throws RegistryError what the registry answers
 */
export async function readCarriedIndex(
  client: RegistryClient,
  archive: ArchivePlace,
  signal: AbortSignal,
): Promise<CarriedIndex> {
  const { descriptor } = archive;
  if ((descriptor?.size ?? Number.POSITIVE_INFINITY) < limits.indexedArchiveMinBytes) return {};
  const footer = await fetchRange(client, archive, `-${formatLimits.tocFooterBytes}`, signal);
  if (!footer.isPart) return { whole: footer.body };
  const { bytes: tail } = await readBounded(new Response(footer.body), formatLimits.tocFooterBytes, signal);
  if (footer.total < limits.indexedArchiveMinBytes) return {};
  const place = tocPlaceOf(tail, footer.total, descriptor?.annotations);
  if (place === undefined || place.end - place.start > limits.archiveTocMaxBytes) return {};
  const part = await fetchRange(client, archive, `${place.start}-${place.end - 1}`, signal);
  if (!part.isPart) return { whole: part.body };
  const listing = await readToc(part.body, place).catch((error: unknown) => {
    if (isZlibError(error)) return undefined;
    throw error;
  });
  return listing === undefined
    ? {}
    : { listing: { ...listing, bytesRead: tail.length + (place.end - place.start) } };
}

type Bytes = AsyncIterable<Uint8Array>;

/** The list in an index, which is read piece by piece; undefined when it is another than the manifest names. */
async function readToc(body: Bytes, place: TocPlace): Promise<ArchiveListing | undefined> {
  const hash = createHash('sha256');
  const collector = createTocCollector(limits.archiveEntriesMax);
  const splitter = createElementSplitter(collector.add);
  const use = (bytes: Uint8Array): void => {
    splitter.push(bytes);
    if (place.form === 'estargz') hash.update(bytes);
  };
  // eStargz packs its index as a file of a tar archive.
  const scanner = createTarScanner(({ name }) => (name === 'stargz.index.json' ? use : undefined));
  let size = 0;
  const packed = place.form === 'zstd-chunked' ? hashing(body, hash) : body;
  for await (const chunk of expand(packed, place.form === 'estargz' ? 'gzip' : 'zstd')) {
    size += chunk.byteLength;
    if (size > limits.archiveTocUnpackedMaxBytes) return undefined;
    if (place.form === 'estargz') scanner.push(chunk);
    else use(chunk);
  }
  const isRight = place.digest === undefined || `sha256:${hash.digest('hex')}` === place.digest;
  if (!splitter.isWhole() || !isRight) return undefined;
  return toListing(collector, place);
}

async function* hashing(
  body: Bytes,
  hash: { readonly update: (bytes: Uint8Array) => unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}

async function toListing(
  collector: ReturnType<typeof createTocCollector>,
  place: TocPlace,
): Promise<ArchiveListing> {
  const toc = collector.toToc();
  const files = createFileCollector();
  for (const file of toc.files) files.add(file);
  const { broken } = toc;
  const problems = [
    ...(broken > 0 ? [`${broken.toLocaleString('en')} entries of its index cannot be read.`] : []),
    ...(collector.isFull()
      ? [
          `It has more than ${limits.archiveEntriesMax.toLocaleString('en')} entries: the others are not listed.`,
        ]
      : []),
    ...files.oddities(),
  ];
  return {
    ...{ source: place.form, verified: place.digest === undefined ? 'none' : 'toc-digest', problems },
    files: await files.toIndexInSlices(await sortInSlices(files.keys())),
    compression: place.form === 'estargz' ? 'gzip' : 'zstd',
    ...{ bytesRead: 0, sparse: new Set(), isComplete: broken === 0 && !collector.isFull() },
    contents: { pieces: toc.contents, offsets: offsetsOf(toc), limit: place.start },
  };
}
