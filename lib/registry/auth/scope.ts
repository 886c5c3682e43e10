import { fixedLimits } from '#lib/registry/limits';

/** A right to a resource in the words of the token protocol; `type` holds the class, `repository(plugin)`, if any. */
export type Scope = {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
};

// The name may hold `host:port/`, so the type ends at the first colon and the actions begin after the last.
const grammar = /^([a-z0-9]+(?:\([a-z0-9]+\))?):(.+):([^:\s,]*(?:,[^:\s,]*)*)$/i;

/** `repository:demo/app:pull,push`; undefined for words that are no scope of this grammar, as ECR public's `aws`. */
export function parseScope(text: string): Scope | undefined {
  const [, type, name, actions] = grammar.exec(text.slice(0, fixedLimits.scopeMaxLength)) ?? [];
  if (type === undefined || name === undefined || actions === undefined) return undefined;
  return { type, name, actions: sortedActions(actions.split(',')) };
}

/** The text of a scope. */
export function formatScope({ type, name, actions }: Scope): string {
  return `${type}:${name}:${actions.join(',')}`;
}

/**
 * Each resource once, with all its actions, in one order: so that the same rights are always asked for in the same words.
 * What is no scope is handed on as it is. https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/scope.md
 */
export function mergeScopes(texts: readonly string[]): readonly string[] {
  const merged = new Map<string, Scope>();
  const others = new Set<string>();
  for (const text of texts) {
    const scope = parseScope(text);
    if (scope === undefined) {
      others.add(text);
      continue;
    }
    const key = `${scope.type}:${scope.name}`;
    const actions = sortedActions([...(merged.get(key)?.actions ?? []), ...scope.actions]);
    merged.set(key, { ...scope, actions });
  }
  return [...[...merged.values()].map(formatScope), ...others].sort();
}

/** The scopes in a text that holds several, apart by spaces: a mount needs rights to two repositories. */
export function splitScopes(text: string | undefined): readonly string[] {
  return (text ?? '').split(' ').filter((part) => part !== '');
}

/** Whether a token for `scopes` serves a request that needs `need`, and all of it where it names several scopes. */
export function coversScope(scopes: readonly string[], need: string): boolean {
  if (scopes.includes(need)) return true;
  const parts = splitScopes(need);
  return parts.length > 1 ? parts.every((part) => coversOne(scopes, part)) : coversOne(scopes, need);
}

function coversOne(scopes: readonly string[], need: string): boolean {
  if (scopes.includes(need)) return true;
  const needed = parseScope(need);
  if (needed === undefined) return false;
  return scopes.some((text) => {
    const scope = parseScope(text);
    if (scope === undefined || scope.type !== needed.type || scope.name !== needed.name) return false;
    return scope.actions.includes('*') || needed.actions.every((action) => scope.actions.includes(action));
  });
}

function sortedActions(actions: readonly string[]): readonly string[] {
  return [...new Set(actions.filter((action) => action !== ''))].sort();
}

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
