import type { Findings } from '#lib/formats/findings/joined-findings';
import { openText } from '#lib/formats/findings/open-text';
import { checkOf, checkOfKind } from '#lib/graph/check';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import { evidenceOf, unaskedPlatforms } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { HeadPart, VerificationAnswer } from './head-signatures.ts';
import { signatureParts, verdictPart } from './head-signatures.ts';
import { buildText, countText, reportTime } from './head-words.ts';

/** The findings of the artifact as far as they are known: `asking` until the first answer. */
export type FindingsAnswer =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly findings: Findings }
  | { readonly state: 'failed'; readonly reason: string };

const order = ['vulnerability-report', 'vex', 'signature', 'provenance', 'sbom'] as const;

/**
 * The parts that can be shown before all are known: those before the first that is being asked, and one that stands for
 * the rest. A part that came later would push those behind it aside.
 */
export function firstParts(parts: readonly HeadPart[]): readonly HeadPart[] {
  const known = parts.findIndex(({ state }) => state === 'asking');
  const first = known < 0 ? undefined : parts[known];
  if (first === undefined) return parts;
  const text = parts.slice(known).map((part) => part.text);
  return [...parts.slice(0, known), { ...first, id: `rest ${known}`, text: text.join(', ') }];
}

/** What the server says of the artifact beside its graph. */
export type HeadAnswers = {
  readonly findings: FindingsAnswer;
  readonly verification: VerificationAnswer;
};

/** What the head line says, from what the walk knows, what the documents say and what checks came to; `now` in milliseconds since 1970. */
export function headLine(
  state: GraphState,
  { findings, verification }: HeadAnswers,
  now: number,
): readonly HeadPart[] {
  if (findings.state === 'asking') return order.map(askedPart);
  const evidence = new Map(evidenceOf(state).map((one) => [one.kind, withReadings(one, findings)]));
  const context: Context = { root: state.root, nodes: state.nodes, answer: findings, verification, now };
  const parts = order.map((kind) => evidencePart(evidence.get(kind), context));
  const verdict = verdictPart(state.root, verification);
  return [
    ...parts.flat(),
    ...unreadPart(findings),
    ...(verdict === undefined ? [] : [verdict]),
    ...unaskedPart(state),
  ];
}

/** What is counted hangs on the index alone, as long as nobody asked about its platforms. */
function unaskedPart(state: GraphState): HeadPart[] {
  const { unasked, total } = unaskedPlatforms(state);
  if (unasked === 0 || state.complete === undefined) return [];
  const which = unasked === total ? countText(total, 'platform') : `${unasked} of ${total} platforms`;
  return [
    {
      ...{ id: 'platforms', kind: 'index', state: 'unknown' },
      text: `${which} not asked`,
      title: 'Nobody asked yet what hangs on each platform. “Open all” asks.',
    },
  ];
}

/** A BOM may carry findings, and statements about them: what was read in another kind of document is found as well. */
function withReadings(evidence: Evidence, answer: Known): Evidence {
  if (evidence.state === 'found' || answer.state !== 'known') return evidence;
  const { reports, statements } = answer.findings;
  const read = { 'vulnerability-report': reports, vex: statements };
  const kind =
    evidence.kind === 'vex' || evidence.kind === 'vulnerability-report' ? evidence.kind : undefined;
  const nodes = kind === undefined ? [] : read[kind].map(({ digest }) => digest);
  return nodes.length === 0 ? evidence : { kind: evidence.kind, state: 'found', nodes };
}

type Known = Exclude<FindingsAnswer, { state: 'asking' }>;
type Context = Pick<GraphState, 'root' | 'nodes'> & {
  readonly answer: Known;
  readonly verification: VerificationAnswer;
  readonly now: number;
};
type Found = {
  readonly nodes: readonly GraphNode[];
  /** What their checks came to: `not checked`, `valid`. */
  readonly checkText: string;
};
type FoundPart = (found: Found, context: Context) => Pick<HeadPart, 'text'> & Partial<HeadPart>;

const names = {
  signature: 'signature',
  provenance: 'provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  'vulnerability-report': 'report',
} as const satisfies Record<EvidenceKind, string>;

function evidencePart(evidence: Evidence | undefined, context: Context): readonly HeadPart[] {
  if (evidence === undefined) return [];
  const { kind } = evidence;
  const part = { id: kind, kind };
  const name = names[kind];
  switch (evidence.state) {
    case 'asking':
      return [askedPart(kind)];
    case 'none':
      return [
        {
          ...part,
          state: 'none',
          text: `No ${name}`,
          title: `None found. Sources: ${evidence.asked.join(', ')}`,
        },
      ];
    case 'unknown': {
      const text = `${name.charAt(0).toUpperCase()}${name.slice(1)}: not determined`;
      return [{ ...part, state: 'unknown', text, title: `Not determined: ${evidence.reason}` }];
    }
    case 'found':
      return foundEvidence(evidence, context);
    default:
      return evidence satisfies never;
  }
}

function askedPart(kind: EvidenceKind): HeadPart {
  return { id: kind, kind, state: 'asking', text: names[kind], title: 'The registry has not answered yet.' };
}

/** Evidence that was found: what is proven wrong comes before what it says. */
function foundEvidence(
  evidence: Extract<Evidence, { state: 'found' }>,
  context: Context,
): readonly HeadPart[] {
  const { kind } = evidence;
  const nodes = evidence.nodes.flatMap((digest) => context.nodes.get(digest) ?? []);
  const where = evidence.where === undefined ? '' : ` ${evidence.where}`;
  if (kind !== 'signature') return [documentPart(kind, { nodes, where }, context)];
  const { verification } = context;
  // What comes of a check is longer than what is said before it, and would push what stands behind it aside.
  if (verification.state === 'asking') return [askedPart(kind)];
  return signatureParts(nodes, verification, where);
}

type DocumentKind = Exclude<EvidenceKind, 'signature'>;

function documentPart(
  kind: DocumentKind,
  { nodes, where }: { readonly nodes: readonly GraphNode[]; readonly where: string },
  context: Context,
): HeadPart {
  const check = checkOfKind(kind, nodes);
  const failed = nodes.find((node) => checkOf(node)?.state === 'failed');
  const checkText = check?.text ?? 'not checked';
  const title = `${nodes.length} found${where}; ${checkText}`;
  const base = { id: kind, kind, title };
  if (check?.state === 'failed') {
    const target = failed ?? nodes[0];
    return {
      ...base,
      state: 'failed',
      text: `${names[kind]}: ${check.text}`,
      ...(target === undefined ? {} : { target: target.digest }),
    };
  }
  const target = nodes[0];
  return {
    ...base,
    state: 'found',
    ...(target === undefined ? {} : { target: target.digest }),
    ...foundParts[kind]({ nodes, checkText }, context),
  };
}

/** The open findings of all newest reports; of none of them is said what no report that was read says. */
function findingsPart({ nodes }: Found, { answer, root, now }: Context): ReturnType<FoundPart> {
  const count = countText(nodes.length, 'report');
  if (answer.state === 'failed')
    return { text: count, title: `Orrery could not combine them: ${answer.reason}` };
  const { findings } = answer;
  const [first] = findings.reports;
  if (first === undefined)
    return { state: 'unknown', text: `${count} not read`, title: unreadReasons(findings) };
  const tools = [...new Set(findings.reports.map(({ tool }) => tool))];
  const by = tools.length > 2 ? `${tools.length} tools` : tools.join(' and ');
  const about = [by, reportTime(findings.reports, now)].filter((part) => part !== undefined).join(', ');
  return {
    text: `${findings.isComplete ? '' : 'at least '}${openText(findings, 2)} (${about})`,
    title: `${openText(findings)}. Of ${countText(findings.reports.length, 'newest report')}, ${findings.counts.fixable} can be fixed.${findings.isComplete ? '' : ' Some sources did not answer: there may be more.'}`,
    // What all reports come to stands with the artifact; a report has only what its own tool found.
    ...(root === undefined ? {} : { target: root, tab: 'findings' as const }),
  };
}

function vexPart({ nodes, checkText }: Found, { answer }: Context): ReturnType<FoundPart> {
  const count = countText(nodes.length, 'VEX document');
  if (answer.state === 'failed') return { text: count };
  const { counts, statements, reports } = answer.findings;
  const [first] = statements;
  if (first === undefined)
    return { state: 'unknown', text: `${count} not read`, title: unreadReasons(answer.findings) };
  const most = statements.reduce((a, b) => (b.applied > a.applied ? b : a), first);
  const excused = counts.notAffected + counts.fixed;
  const disagree = counts.disagreeing === 0 ? '' : `, ${counts.disagreeing} disputed`;
  const all = statements.reduce((sum, statement) => sum + statement.count, 0);
  const text =
    reports.length === 0 ? `${countText(all, 'VEX statement')}` : `${excused} excused by VEX${disagree}`;
  return {
    text,
    title: `${counts.notAffected} not affected, ${counts.fixed} fixed, ${counts.affected} affected, ${counts.underInvestigation} under investigation, by ${countText(all, 'statement')}; ${checkText}`,
    target: most.digest,
  };
}

function provenancePart({ nodes, checkText }: Found, { answer }: Context): ReturnType<FoundPart> {
  const [told] = answer.state === 'known' ? answer.findings.provenance : [];
  if (told === undefined) return { text: nodes[0]?.title ?? `provenance, ${checkText}` };
  return { text: buildText(told), title: `${told.title}; ${checkText}`, target: told.digest };
}

function sbomPart({ nodes }: Found, { answer }: Context): ReturnType<FoundPart> {
  const [first, ...rest] = answer.state === 'known' ? answer.findings.sboms : [];
  if (first === undefined) return { text: nodes[0]?.title ?? 'SBOM' };
  // The same content is often listed in several forms: the longest list is told, and not their sum.
  const most = rest.reduce((a, b) => (b.packages > a.packages ? b : a), first);
  const copyleft = most.copyleft === 0 ? '' : `, ${most.copyleft.toLocaleString('en')} copyleft`;
  const others = rest.length === 0 ? '' : ` The longest of ${rest.length + 1} lists.`;
  return {
    text: `${countText(most.packages, 'package')}${copyleft}`,
    title: `${most.title}.${others}`,
    target: most.digest,
  };
}

const foundParts: Readonly<Record<DocumentKind, FoundPart>> = {
  'vulnerability-report': findingsPart,
  vex: vexPart,
  provenance: provenancePart,
  sbom: sbomPart,
};

function unreadPart(answer: Known): HeadPart[] {
  if (answer.state !== 'known') return [];
  const { reports, statements } = answer.findings;
  // Where none of a kind was read, its own part says so.
  const said = [
    ...(reports.length === 0 ? ['vulnerability-report'] : []),
    ...(statements.length === 0 ? ['vex'] : []),
  ];
  const unread = answer.findings.unread.filter(({ kind }) => !said.includes(kind ?? ''));
  const [first] = unread;
  if (first === undefined) return [];
  const areReports = unread.every(({ kind }) => kind === 'vulnerability-report');
  return [
    {
      ...{ id: 'unread', kind: 'artifact', state: 'unknown' },
      text: `${countText(unread.length, areReports ? 'report' : 'document')} not read`,
      title: unreadReasons({ unread }),
      target: first.digest,
    },
  ];
}

function unreadReasons({ unread }: Pick<Findings, 'unread'>): string {
  const reasons = [...new Set(unread.map(({ reason }) => reason))];
  return reasons.length === 0 ? 'The reason is unknown.' : reasons.slice(0, 3).join(' ');
}
