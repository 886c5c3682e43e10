import { given } from '#lib/formats/documents/given';
import type { StatementRow } from '#lib/formats/documents/rows';
import type { VexStatus } from '#lib/formats/documents/vex-reading';
import { vexStatuses } from '#lib/formats/documents/vex-reading';
import { formatLimits } from '#lib/formats/limits';
import type { Application } from '#lib/formats/vex/applies-to';
import { doesApply } from '#lib/formats/vex/applies-to';
import type { Digest } from '#lib/oci/digest';
import type { JoinedArtifact, StatementEvidence } from './evidence.ts';
import type { MergedFinding } from './merge-findings.ts';
import type { VexDoubt, VexOpinion, VexVerdict } from './vex-verdict.ts';
import { normalName } from './vulnerability-names.ts';

/** What VEX says of a finding in one artifact. */
export type Judgement = { readonly vex?: VexVerdict; readonly doubts: readonly VexDoubt[] };

/** Judges a finding in one of the artifacts that it was found in. */
export type VexJudge = (finding: MergedFinding, about: Digest) => Judgement;

/** One statement, with what its document says for it. */
type Statement = {
  readonly row: StatementRow;
  readonly status: VexStatus;
  readonly document: StatementEvidence;
  readonly order: number;
};

/**
 * A judge over the statements of all documents. Of each author the latest statement that applies counts, and authors who
 * say different things stand beside each other. Where it cannot be told whether a statement applies, it does not, and is
 * a doubt.
 */
export function createVexJudge(documents: readonly StatementEvidence[], artifact: JoinedArtifact): VexJudge {
  const byName = indexStatements(documents);
  let comparisons = 0;
  return (finding, about) => {
    const names = [finding.vulnerability, ...finding.aliases].map(normalName);
    const applying: Statement[] = [];
    const doubts: VexDoubt[] = [];
    for (const statement of new Set(names.flatMap((name) => byName.get(name) ?? []))) {
      comparisons += 1;
      const { verdict, reason } =
        comparisons > formatLimits.vexComparisonsMax
          ? tooMany
          : applicationOf(statement, finding, about, artifact);
      if (verdict === 'applies') applying.push(statement);
      if (verdict === 'unknown') doubts.push(doubtOf(statement, reason));
    }
    const vex = verdictOf(applying);
    return { ...(vex === undefined ? {} : { vex }), doubts };
  };
}

const tooMany: Application = {
  verdict: 'unknown',
  reason: 'There are too many statements and findings to compare all of them.',
};

function indexStatements(documents: readonly StatementEvidence[]): ReadonlyMap<string, readonly Statement[]> {
  const byName = new Map<string, Statement[]>();
  let order = 0;
  for (const document of documents) {
    for (const row of document.statements) {
      const status = vexStatuses.find((known) => known === row.status);
      if (status === undefined) continue;
      const statement = { row, status, document, order: order++ };
      for (const name of new Set([row.vulnerability, ...row.aliases].map(normalName))) {
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [statement]);
        else known.push(statement);
      }
    }
  }
  return byName;
}

/**
 * Whether a statement applies to a finding in the artifact `about`. What is said of an index holds for its platforms;
 * what is said of a platform holds for the index only where it has no other.
 */
function applicationOf(
  { row, document }: Statement,
  finding: MergedFinding,
  about: Digest,
  { root, platforms, references }: JoinedArtifact,
): Application {
  const identity = {
    id: finding.vulnerability,
    aliases: [...finding.aliases],
    ...(finding.package === undefined ? {} : nameOf(finding.package)),
  };
  const compare = (digests: readonly Digest[]) =>
    doesApply(row, { digests, references }, identity, document.subjects);
  const applied = compare(about === root ? [root] : [about, root]);
  if (applied.verdict === 'applies' || about !== root) return applied;
  const named = [...platforms.keys()].filter((digest) => compare([digest]).verdict === 'applies');
  if (named.length === 0) return applied;
  if (named.length === platforms.size) return { verdict: 'applies', reason: applied.reason };
  const names = named.map((digest) => platforms.get(digest)).join(', ');
  return {
    verdict: 'unknown',
    reason: `It is about ${names} alone, and the report is about the whole index.`,
  };
}

function nameOf({ name, ...rest }: NonNullable<MergedFinding['package']>) {
  return { package: name, ...rest };
}

/** The latest opinion of all, and what other authors say against it. */
function verdictOf(applying: readonly Statement[]): VexVerdict | undefined {
  const byAuthor = Map.groupBy(applying, ({ document }) => document.author?.toLowerCase() ?? document.digest);
  const [first, ...others] = [...byAuthor.values()]
    .map((own) => own.toSorted(latestFirst)[0])
    .filter((one) => one !== undefined)
    .toSorted(latestFirst);
  if (first === undefined) return undefined;
  const conflicts = others.filter(({ status }) => status !== first.status).map(opinionOf);
  return { ...opinionOf(first), ...(conflicts.length === 0 ? {} : { conflicts }) };
}

/** A statement without a time is the oldest; of one time the later one in its document counts. */
function latestFirst(one: Statement, other: Statement): number {
  return timeOf(other) - timeOf(one) || other.order - one.order;
}

function timeOf({ row, document }: Statement): number {
  const time = Date.parse(row.timestamp ?? document.timestamp ?? '');
  return Number.isNaN(time) ? 0 : time;
}

function opinionOf({ row, status, document }: Statement): VexOpinion {
  const { justification, impact, action } = row;
  const timestamp = row.timestamp ?? document.timestamp;
  const { digest: statement, author } = document;
  return given<VexOpinion>({ status, justification, impact, action, timestamp, statement, author });
}

function doubtOf({ status, document }: Statement, reason: string): VexDoubt {
  const { digest: statement, author } = document;
  return given<VexDoubt>({ statement, author, status, reason });
}
