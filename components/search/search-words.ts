import type { JsonOf, QueryOf } from '#lib/api/routes/route-types';

export type SearchedKind = NonNullable<QueryOf<'GET /api/search'>['kind']>;
type SearchAnswer = JsonOf<'GET /api/search'>;

type KindWords = {
  /** In the list of kinds. */
  readonly title: string;
  readonly example: string;
  /** What an artifact must have for anything to be said of it; empty where nothing is needed. */
  readonly document: string;
};

/** How each kind of thing is called. */
export const searchWords = {
  package: { title: 'Package', example: 'log4j-core', document: 'SBOM' },
  vulnerability: { title: 'Vulnerability', example: 'CVE-2021-44228', document: 'vulnerability report' },
  signer: { title: 'Signer', example: 'github.com/acme', document: 'signature' },
  licence: { title: 'Licence', example: 'GPL-3.0', document: 'SBOM' },
  builder: { title: 'Builder', example: 'github_generator', document: 'provenance' },
  source: { title: 'Source repository', example: 'github.com/acme/app', document: 'provenance' },
  type: { title: 'Artifact type', example: 'application/vnd.cncf.helm', document: '' },
  annotation: { title: 'Annotation', example: 'vendor=Acme', document: '' },
  repository: { title: 'Repository', example: 'team/app', document: '' },
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
  { artifacts, unknown, without, notAsked = 0 }: AnsweredScope,
  kind: SearchedKind,
): readonly string[] {
  const { document } = searchWords[kind];
  const leftOut = notAsked === 0 ? [] : [leftOutSentence(notAsked)];
  if (document === '') return leftOut;
  const of = `of ${countOf(artifacts, 'artifact')}`;
  return [
    ...leftOut,
    ...(unknown === 0
      ? []
      : [`${unknown.toLocaleString('en')} ${of}: not known whether there is a ${document}.`]),
    ...(without === 0
      ? []
      : [`${without.toLocaleString('en')} ${of} ${without === 1 ? 'has' : 'have'} no ${document}.`]),
  ].map((sentence) => sentence.replace('a SBOM', 'an SBOM'));
}

/** Why nothing was found, as far as that is known: what could not be searched or compared proves nothing. */
export function nothingFoundText(
  { unknown, without, notCompared }: Pick<SearchAnswer, 'unknown' | 'without' | 'notCompared'>,
  kind: SearchedKind,
): string {
  if (notCompared.length > 0) return 'Of the versions that could be compared, none is below this one.';
  const { document } = searchWords[kind];
  if (document === '' || unknown + without === 0) return 'No artifact that was scanned has this.';
  const article = document === 'provenance' ? '' : document === 'SBOM' ? 'an ' : 'a ';
  return `No scanned artifact that is known to have ${article}${document} has this.`;
}

/** Instead of the hits of a saved question: none is known only where something was scanned. */
export function noHitsText({ asOf, unknown }: { readonly asOf?: string; readonly unknown: number }): string {
  if (asOf === undefined) return 'Nothing was scanned here, so nobody knows.';
  return unknown > 0 ? 'Among the artifacts that are known, none.' : 'None.';
}

function leftOutSentence(notAsked: number): string {
  const isOne = notAsked === 1;
  const repositories = isOne ? '1 repository is' : `${notAsked.toLocaleString('en')} repositories are`;
  return `${repositories} left out: the registry did not tell whether you may read ${isOne ? 'it' : 'them'}. Search again in a moment.`;
}

/** `1 artifact`, `1,200 artifacts`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function isKind(text: string | null): text is SearchedKind {
  return text !== null && Object.hasOwn(searchWords, text);
}
