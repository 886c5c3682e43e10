import { createHash } from 'node:crypto';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { isJsonObject } from '#lib/oci/parse-json';
import { importCommand, isCommand } from '#lib/verify/imports/import-command';
import { verifyLimits } from '#lib/verify/limits';
import type { ImagePolicy, NamedRoot, Policy } from '#lib/verify/policy';
import { publicGoodRoot } from '#lib/verify/sigstore/trusted-root';
import type { Known } from './authorities.ts';
import { readImagePolicy, withOwnNames } from './image-policy.ts';
import { readNotationTrust } from './notation-trust.ts';
import { sortDocuments } from './policy-documents.ts';
import { readPublicKeys } from './public-keys.ts';
import { readTrustedRoot } from './trusted-roots.ts';

/** Where a policy comes from, and what comes with Orrery. */
export type PolicySource = {
  readonly source: Policy['source'];
  readonly name: string;
  /** Trusted roots that are there without a file, the public good one when left out; one of the parts with the same name wins. */
  readonly builtIn?: readonly NamedRoot[];
};

/**
 * Everything that a check is held against, out of its parts. It never throws: what cannot be read, and what is not
 * supported, is there in sentences, and a policy that cannot be read whole lets nothing pass.
 */
export function readPolicy(
  parts: PolicyParts,
  { source, name, builtIn = [publicGoodRoot] }: PolicySource,
): Policy {
  const text = canonicalText(parts);
  const hash = createHash('sha256').update(text).digest('hex');
  const head = { name, source, hash };
  if (Buffer.byteLength(text) > verifyLimits.policyMaxBytes) {
    const problem = `The policy is larger than ${verifyLimits.policyMaxBytes / 1024} KiB.`;
    return { ...head, policies: [unreadPolicy(problem)], roots: builtIn, keys: [], problems: [problem] };
  }
  const problems: string[] = [];
  const roots = readRoots(parts, builtIn, problems);
  const keys = Object.entries(parts.keys ?? {}).flatMap(([keyName, pem]) => {
    const read = readPublicKeys(keyName, typeof pem === 'string' ? pem : '');
    problems.push(...read.problems);
    return read.keys;
  });
  const { trustPolicy, trustStores } = parts.notation ?? {};
  const notation = parts.notation && readNotationTrust(trustPolicy, trustStores ?? {}, problems);
  const [commands, texts] = splitCommands(parts.documents ?? []);
  const documents = sortDocuments(texts);
  const known = {
    roots: new Map(roots.map((root) => [root.name, root])),
    statements: new Set(notation?.statements.map((statement) => statement.name)),
  };
  const policies = withOwnNames([
    ...documents.policies.map((one, index) => readImagePolicy(one, `policy-${index + 1}`, known)),
    ...commands.map((command) => readCommand(command, parts.keys ?? {}, known, problems)),
    ...documents.unreadable.map(unreadPolicy),
  ]);
  problems.push(...documents.unreadable, ...documents.problems);
  return { ...head, policies, roots, keys, ...(notation === undefined ? {} : { notation }), problems };
}

/** A command line of cosign or gh among the documents stands for the policy that it asks for. */
function splitCommands(documents: readonly unknown[]): readonly [readonly string[], readonly unknown[]] {
  const commands = documents.filter((one): one is string => typeof one === 'string' && isCommand(one));
  return [commands, documents.filter((one) => typeof one !== 'string' || !isCommand(one))];
}

function readCommand(
  text: string,
  keys: Readonly<Record<string, string>>,
  known: Known,
  problems: string[],
): ImagePolicy {
  const imported = importCommand(text, keys);
  if ('problem' in imported) {
    problems.push(imported.problem);
    return unreadPolicy(imported.problem);
  }
  problems.push(...imported.notes);
  const policy = readImagePolicy(imported.document, 'imported-command', known);
  return { ...policy, unsupported: [...policy.unsupported, ...imported.unsupported] };
}

function readRoots(
  parts: PolicyParts,
  builtIn: readonly NamedRoot[],
  problems: string[],
): readonly NamedRoot[] {
  const given = Object.entries(parts.trustedRoots ?? {});
  const read = given.flatMap(([name, value]) => {
    const reading = readTrustedRoot(name, value);
    if ('root' in reading) return [reading.root];
    problems.push(reading.problem);
    return [];
  });
  // A root of one's own that cannot be read is not replaced by another of the same name.
  const names = new Set(given.map(([name]) => name));
  return [...builtIn.filter(({ name }) => !names.has(name)), ...read];
}

/** Stands for what could not be read: it is about every image, and nothing satisfies it. */
function unreadPolicy(problem: string): ImagePolicy {
  return { name: 'unreadable', globs: ['**'], mode: 'enforce', authorities: [], unsupported: [problem] };
}

/** The parts as JSON with the names of every object in order, so that equal parts have one text. */
function canonicalText(parts: PolicyParts): string {
  return JSON.stringify(parts, (_, value: unknown) =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}
