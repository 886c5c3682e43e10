import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { BlobBytes } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { getDocumentService } from './document-service.ts';

/** A repository for a walk, which gives large documents to the reader of this process. */
export function toReadingPlace(place: RepositoryHandle): RepositoryHandle {
  return { ...place, read: readMeaning };
}

async function readMeaning({ blob, bytes, isWhole }: BlobBytes): Promise<ContentMeaning> {
  const { digest, mediaType, size, annotations = {} } = blob;
  // The reader takes the bytes away, and the walk still looks at how they begin.
  const own = new Uint8Array(bytes);
  const key = `${digest} ${bytes.byteLength}`;
  const described = { digest, mediaType, size, annotations };
  const meaning = await getDocumentService().meanings({ key, blob: described, bytes: own, isWhole });
  return meaning ?? { documents: [], problems: ['It could not be read now.'] };
}
