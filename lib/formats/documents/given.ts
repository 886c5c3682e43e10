/** Some fields of `T`, each of which may be undefined. */
type Fields<T> = { readonly [Name in keyof T]: T[Name] | undefined };

/** An object of the fields that have a value: what a document does not say is absent from its rows. */
export function given<T extends object>(fields: Fields<T>): T;
export function given(fields: Readonly<Record<string, unknown>>): object {
  // A document has hundreds of thousands of rows: a list of entries for each costs more than to read the row.
  const found: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== undefined) found[name] = fields[name];
  return found;
}
