import type { ImagePolicy, NotationTrust, Policy } from '#lib/verify/policy';

/**
 * A policy of which one part alone counts: the ClusterImagePolicy of that name, or else the statement of notation's trust
 * policy. Keys, roots and stores stay, so that a signer of another part is still proven. Undefined when there is no part
 * of that name.
 */
export function selectPolicy(policy: Policy, name: string): Policy | undefined {
  const documents = policy.policies.filter((one) => one.name === name);
  const named = new Set(documents.flatMap(statementsOf));
  const { notation } = policy;
  if (documents.length > 0) {
    const kept = notation && withStatements(notation, (statement) => named.has(statement));
    // A file that is broken is told of where a document asks for it.
    return part(
      policy,
      name,
      documents,
      kept && { ...kept, unsupported: named.size === 0 ? [] : kept.unsupported },
    );
  }
  const isStatement = notation?.statements.some((statement) => statement.name === name) ?? false;
  return notation !== undefined && isStatement
    ? part(
        policy,
        name,
        [],
        withStatements(notation, (statement) => statement === name),
      )
    : undefined;
}

function part(
  { notation: _, ...policy }: Policy,
  name: string,
  policies: readonly ImagePolicy[],
  notation: NotationTrust | undefined,
): Policy {
  return { ...policy, name, policies, ...(notation === undefined ? {} : { notation }) };
}

function statementsOf({ authorities }: ImagePolicy): readonly string[] {
  return authorities.flatMap(({ trust }) => (trust.by === 'notation' ? [trust.trustPolicy] : []));
}

function withStatements(notation: NotationTrust, isKept: (name: string) => boolean): NotationTrust {
  return { ...notation, statements: notation.statements.filter(({ name }) => isKept(name)) };
}
