/** A tar archive consists of blocks of so many bytes. */
export const archiveBlock = 512;

/** The bytes of a tar archive of these files: a header and its content for each, in whole blocks, and two empty blocks. */
export function tarBytes(files: readonly { readonly name: string; readonly size: number }[]): number {
  return files.reduce((sum, { name, size }) => sum + headerBytes(name) + wholeBlocks(size), 2 * archiveBlock);
}

// A name that is longer stands in two blocks of its own, unless a folder of it may be split off; that of a file by sha512
// is longer than that: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
function headerBytes(name: string): number {
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  return lastPart.length > 100 ? 3 * archiveBlock : archiveBlock;
}

function wholeBlocks(bytes: number): number {
  return Math.ceil(bytes / archiveBlock) * archiveBlock;
}
