/** Some fields of `T`, each of which may be undefined. */
type Fields<T> = { readonly [Name in keyof T]: T[Name] | undefined };

/** An object of the fields that have a value: what a document does not say is absent from its rows. */
export function given<T extends object>(fields: Fields<T>): T {
  const entries: Iterable<readonly unknown[]> = Object.entries(fields).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(entries);
}
