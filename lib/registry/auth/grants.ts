type Grant = { readonly header: string; readonly usableUntil: number };

/** The `Authorization` headers that were handed out and still hold, by scope. They die with the session's client. */
export type Grants = {
  readonly find: (scope: string | undefined) => string | undefined;
  /** A token for one scope, usable for a while. */
  readonly keep: (scope: string | undefined, header: string, usableMs: number) => string;
  /** A header that opens every scope: Basic, or a token given by the person. */
  readonly keepForAll: (header: string) => string;
  readonly drop: (scope: string | undefined, header: string | undefined) => void;
};

/** An empty set of grants by the clock given. */
export function createGrants(now: () => number): Grants {
  const byScope = new Map<string, Grant>();
  let forAll: string | undefined;
  return {
    find: (scope) => {
      const grant = byScope.get(scope ?? '');
      return grant !== undefined && grant.usableUntil > now() ? grant.header : forAll;
    },
    keep: (scope, header, usableMs) => {
      byScope.set(scope ?? '', { header, usableUntil: now() + usableMs });
      return header;
    },
    keepForAll: (header) => {
      forAll = header;
      return header;
    },
    drop: (scope, header) => {
      if (byScope.get(scope ?? '')?.header === header) byScope.delete(scope ?? '');
      if (forAll === header) forAll = undefined;
    },
  };
}
