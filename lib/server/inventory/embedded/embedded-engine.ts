/**
 * Whether the database of one machine is installed: its package is optional, and an installation may leave it out.
 * Nothing of it is loaded to tell that.
 */
export function hasEmbeddedEngine(resolve: (name: string) => string = import.meta.resolve): boolean {
  try {
    resolve('@electric-sql/pglite');
    return true;
  } catch {
    return false;
  }
}
