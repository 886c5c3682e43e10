import { coversScope } from '#lib/registry/auth/scope';
import { fixedLimits } from '#lib/registry/limits';

type Grant = { readonly scopes: readonly string[]; readonly header: string; readonly usableUntil: number };

/** The `Authorization` headers that were handed out and still hold, by scope. They die with the session's client. */
export type Grants = {
  readonly find: (scope: string | undefined) => string | undefined;
  /** A header for some scopes, usable for a while; a need it covers in part gets it as well. */
  readonly keep: (scopes: readonly string[], header: string, usableMs: number) => string;
  /** A header that opens every scope: Basic, or a token given by the person. */
  readonly keepForAll: (header: string) => string;
  readonly drop: (header: string | undefined) => void;
};

/** An empty set of grants by the clock given. */
export function createGrants(now: () => number): Grants {
  let grants: readonly Grant[] = [];
  let forAll: string | undefined;
  return {
    find: (scope = '') => {
      const grant = grants.find(
        ({ scopes, usableUntil }) => usableUntil > now() && coversScope(scopes, scope),
      );
      return grant?.header ?? forAll;
    },
    keep: (scopes, header, usableMs) => {
      // The newest first: it lasts longest. What it makes superfluous or is too old goes.
      const others = grants.filter(
        (grant) => grant.usableUntil > now() && !grant.scopes.every((scope) => coversScope(scopes, scope)),
      );
      grants = [{ scopes, header, usableUntil: now() + usableMs }, ...others].slice(0, fixedLimits.grantsMax);
      return header;
    },
    keepForAll: (header) => {
      forAll = header;
      return header;
    },
    drop: (header) => {
      grants = grants.filter((grant) => grant.header !== header);
      if (forAll === header) forAll = undefined;
    },
  };
}
