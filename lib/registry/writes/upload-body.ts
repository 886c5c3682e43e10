import { readBounded } from '#lib/registry/body';
import { fixedLimits } from '#lib/registry/limits';
import type { BlobSource } from '#lib/registry/registry-client';
import type { CallBody } from '#lib/registry/transport/exchange';
import { SourceFailure } from '#lib/registry/transport/exchange';
import { verifiedBody } from '#lib/registry/verified-body';
import type { Upload } from '#lib/registry/writes/start-upload';

type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a blob as an upload sends them. */
export type UploadBody = {
  /** Opens the source anew; the stream errors before its last bytes when they are the wrong ones. */
  readonly open: () => Promise<ReadableStream<Bytes>>;
  readonly failure: () => SourceFailure | undefined;
  /** As one request carries it: few bytes are read first, so that nothing is sent of what is wrong. */
  readonly whole: CallBody;
};

/** Watches a source, so that its failures are not taken for those of the registry. */
export function createUploadBody(
  source: BlobSource,
  { digest, size, signal }: Upload,
  { registry, onBytes }: { readonly registry: string; readonly onBytes?: (bytes: number) => void },
): UploadBody {
  let failure: SourceFailure | undefined;
  const onFailure = (error: unknown) => {
    failure ??= new SourceFailure(error);
  };
  const open = async () => {
    failure = undefined;
    try {
      const expected = { digest, size, registry, sender: 'The source' };
      return verifiedBody(await source(signal), expected, {
        onFailure,
        ...(onBytes === undefined ? {} : { onBytes }),
      });
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  const small = async () => (await readBounded(new Response(await open()), size, signal)).bytes;
  return {
    open,
    failure: () => failure,
    whole: { open: size <= fixedLimits.smallUploadMaxBytes ? small : open, failure: () => failure },
  };
}
