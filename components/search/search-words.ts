import { leftOutSentence } from '#components/ui/left-out.ts';
import type { JsonOf, QueryOf } from '#lib/api/routes/route-types';
import type { EvidenceName } from '#lib/audit/audit';

export type SearchedKind = NonNullable<QueryOf<'GET /api/search'>['kind']>;
type SearchAnswer = JsonOf<'GET /api/search'>;

type KindWords = {
  /** In the list of kinds. */
  readonly title: string;
  readonly example: string;
  /** What an artifact must have for anything to be said of it; undefined where nothing is needed. */
  readonly evidence: EvidenceName | undefined;
};

/** Evidence inside a sentence: by itself, and as something that an artifact has. */
export const evidenceNouns = {
  signature: { noun: 'signature', one: 'a signature' },
  provenance: { noun: 'provenance', one: 'provenance' },
  sbom: { noun: 'SBOM', one: 'an SBOM' },
  vex: { noun: 'VEX document', one: 'a VEX document' },
  report: { noun: 'vulnerability report', one: 'a vulnerability report' },
} as const satisfies Record<EvidenceName, { readonly noun: string; readonly one: string }>;

/** How each kind of thing is called. */
export const searchWords = {
  package: { title: 'Package', example: 'log4j-core', evidence: 'sbom' },
  vulnerability: { title: 'Vulnerability', example: 'CVE-2021-44228', evidence: 'report' },
  signer: { title: 'Signer', example: 'github.com/acme', evidence: 'signature' },
  licence: { title: 'Licence', example: 'GPL-3.0', evidence: 'sbom' },
  builder: { title: 'Builder', example: 'github_generator', evidence: 'provenance' },
  source: { title: 'Source repository', example: 'github.com/acme/app', evidence: 'provenance' },
  type: { title: 'Artifact type', example: 'application/vnd.cncf.helm', evidence: undefined },
  annotation: { title: 'Annotation', example: 'vendor=Acme', evidence: undefined },
  repository: { title: 'Repository', example: 'team/app', evidence: undefined },
} as const satisfies Record<SearchedKind, KindWords>;

/** All kinds, in the order in which they are offered. */
export const offeredKinds = Object.entries(searchWords).map(([kind, { title }]) => ({
  value: kind,
  text: title,
}));

/** The kind that a text names; packages for any other text. */
export function readSearchKind(text: string | null): SearchedKind {
  return isKind(text) ? text : 'package';
}

type AnsweredScope = Pick<SearchAnswer, 'artifacts' | 'unknown' | 'without' | 'notAsked'>;

/**
 * Sentences about what nobody can say: artifacts whose documents are not known, and those that are proven to have none.
 * Empty where every artifact could be searched.
 */
export function gapSentences(
  { artifacts, unknown, without, notAsked }: AnsweredScope,
  kind: SearchedKind,
): readonly string[] {
  const { evidence } = searchWords[kind];
  const sentence = leftOutSentence(notAsked);
  const leftOut = sentence === undefined ? [] : [sentence];
  if (evidence === undefined) return leftOut;
  const { noun, one } = evidenceNouns[evidence];
  const of = `of ${countOf(artifacts, 'artifact')}`;
  const has = without === 1 ? 'has' : 'have';
  return [
    ...leftOut,
    ...(unknown === 0 ? [] : [`${unknown.toLocaleString('en')} ${of}: not known whether there is ${one}.`]),
    ...(without === 0 ? [] : [`${without.toLocaleString('en')} ${of} ${has} no ${noun}.`]),
  ];
}

type NothingFound = Pick<SearchAnswer, 'unknown' | 'without' | 'notCompared' | 'notAsked'>;

/** Why nothing was found, as far as that is known: what could not be searched or compared proves nothing. */
export function nothingFoundText(
  { unknown, without, notCompared, notAsked = 0 }: NothingFound,
  kind: SearchedKind,
): string {
  if (notCompared.length > 0) return 'Of the versions that could be compared, none is below this one.';
  const { evidence } = searchWords[kind];
  if (evidence !== undefined && unknown + without > 0)
    return `No scanned artifact that is known to have ${evidenceNouns[evidence].one} has this.`;
  return `No artifact that was ${notAsked > 0 ? 'searched' : 'scanned'} has this.`;
}

type Doubts = Pick<JsonOf<'GET /api/questions/{id}'>, 'unknown' | 'without' | 'notCompared' | 'notAsked'>;

/** Instead of the hits of a saved question: none is known only where something was scanned, read and compared. */
export function noHitsText({ asOf, ...doubts }: Doubts & { readonly asOf?: string }): string {
  if (asOf === undefined) return 'Nothing was scanned here, so nobody knows.';
  const { unknown, without, notCompared, notAsked = 0 } = doubts;
  return unknown + without + notCompared + notAsked > 0
    ? 'Among the artifacts that are known, none.'
    : 'None.';
}

/** `1 artifact`, `1,200 artifacts`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function isKind(text: string | null): text is SearchedKind {
  return text !== null && Object.hasOwn(searchWords, text);
}
