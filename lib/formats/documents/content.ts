import type { Descriptor } from '#lib/oci/descriptor';

/** A blob as it was read: all of it, or its head. */
export type Content = {
  readonly blob: Descriptor;
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
};
