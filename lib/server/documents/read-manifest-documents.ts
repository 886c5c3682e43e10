import { mapConcurrent } from '#lib/async/map-concurrent';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import { meaningOfManifest } from '#lib/formats/declared/meaning';
import { meaningOfType } from '#lib/formats/declared/meaning-of-type';
import { formatLimits } from '#lib/formats/limits';
import type { PlannedBlob } from '#lib/formats/reading/plan-documents';
import { isModelFile, planDocuments } from '#lib/formats/reading/plan-documents';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { manifestSelector } from '#lib/oci/reference';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { explainError } from '#lib/repository/explain-error';
import { limits } from '#lib/server/platform/limits';
import { formatBytes } from '#lib/text/format';
import type { Entry, OpenedBlob, OpenedDocument } from './document-types.ts';
import { isUnreadNow, openBlob } from './open-blob.ts';

/** What a manifest carries. */
export type ManifestDocuments = {
  readonly digest: Digest;
  readonly manifest: FetchedManifest['manifest'];
  readonly entries: readonly Entry[];
  /** Whether something could not be got: asked again, there may be more. */
  readonly isCut: boolean;
  /** Why the first of that could not be got; undefined where that is no fault of a registry. */
  readonly cutBy?: unknown;
};

/**
 * Reads every document that a manifest carries. A blob that cannot be read is an entry with a problem. `isPrompt` does
 * not wait until the packages of a large SBOM are counted.
 */
export async function readManifestDocuments(
  place: RepositoryHandle,
  reference: Reference,
  signal: AbortSignal,
  isPrompt = false,
): Promise<ManifestDocuments> {
  const fetched = await place.client.getManifest(place.repository, manifestSelector(reference), { signal });
  const { manifest, digest } = fetched;
  const declared = meaningOfManifest(manifest, undefined, reference.tag === undefined ? [] : [reference.tag]);
  const isAbout = aboutOf(fetched, reference.tag);
  const failed: unknown[] = [];
  const read = async ({ blob, isRead }: PlannedBlob): Promise<readonly Entry[]> => {
    if (!isRead) return [unread(blob, [])];
    try {
      const opened = await openBlob(place, blob, signal, isPrompt);
      if (isUnreadNow(opened)) failed.push(undefined);
      return toEntries(blob, opened, isAbout);
    } catch (error) {
      signal.throwIfAborted();
      failed.push(error);
      return [unread(blob, [`It could not be read: ${explainError(error).reason}`])];
    }
  };
  const planned = planDocuments(manifest, declared);
  const entries = await mapConcurrent(planned, limits.documentsReadAtOnce, read);
  // Its node was named by less.
  if (planned.some(({ blob, isRead }) => isRead && blob.size > formatLimits.documentMaxBytes))
    place.cache.nodes.delete(`${place.repository}@${digest}`);
  const all = declared.kind === 'lazy-loading-index' ? indexNotUsed(manifest) : entries.flat();
  return { digest, manifest, entries: all, isCut: failed.length > 0, cutBy: failed[0] };
}

/** A SOCI index says where files lie in the layers of its image; nothing of it is read. */
function indexNotUsed(manifest: FetchedManifest['manifest']): readonly Entry[] {
  if (manifest.shape !== 'manifest') return [];
  const blob = manifest.layers[0] ?? manifest.config;
  const problem =
    'Orrery does not use this index: it reads the layers of its image whole to list their files.';
  return blob === undefined ? [] : [unread(blob, [problem])];
}

function toEntries(
  blob: Descriptor,
  { documents, problems }: OpenedBlob,
  isAbout: IsAbout,
): readonly Entry[] {
  if (documents.length === 0) return [{ ...unread(blob, problems), ...partly(blob) }];
  return documents.map((document, place) => ({
    ...document,
    blob: describeBlob(blob),
    ...partly(blob),
    subjects: document.subjects.map((subject) => bind(subject, isAbout)),
    // What is wrong with the file is told once.
    problems: place === 0 ? [...problems, ...document.problems] : document.problems,
  }));
}

function unread(blob: Descriptor, problems: readonly string[]): Entry {
  const { kind, format, title } = meaningOfType(blob.mediaType, blob.annotations ?? {});
  return {
    blob: describeBlob(blob),
    index: 0,
    envelope: [],
    kind,
    format,
    title,
    isWhole: true,
    subjects: [],
    parts: [],
    problems: [...problems],
  };
}

function describeBlob({ digest, size, mediaType, annotations }: Descriptor): Entry['blob'] {
  const name = annotations?.['org.opencontainers.image.title'];
  return { digest, size, mediaType, ...(name === undefined ? {} : { name }) };
}

function partly(blob: Descriptor): { readonly isWhole: boolean; readonly partly?: string } {
  const { size } = blob;
  // The document in a model is its head, which says itself when it is longer than what was read.
  if (size <= limits.wholeDocumentMaxBytes || isModelFile(blob)) return { isWhole: true };
  const read = formatBytes(limits.documentPartBytes);
  const whole = formatBytes(limits.wholeDocumentMaxBytes);
  return {
    isWhole: false,
    partly: `Only the first ${read} of ${formatBytes(size)} were read: documents of up to ${whole} are read whole.`,
  };
}

/** Whether a digest is what the document hangs on; undefined where that is unknown. */
type IsAbout = (digest: string) => boolean | undefined;

function aboutOf({ manifest }: FetchedManifest, tag: string | undefined): IsAbout {
  const subject = manifest.subject?.digest;
  if (subject !== undefined) return (digest) => digest === subject;
  const prefix = tag === undefined ? undefined : parseDigestTag(tag)?.prefix;
  return (digest) => (prefix === undefined ? undefined : digest.replace(':', '-') === prefix);
}

function bind(
  subject: OpenedDocument['subjects'][number],
  isAbout: IsAbout,
): OpenedDocument['subjects'][number] {
  const { digest } = subject;
  const is = digest === undefined ? undefined : isAbout(digest);
  return is === undefined ? subject : { ...subject, isAbout: is };
}
