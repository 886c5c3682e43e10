import type { Attachment, Fleet, FleetImage, FleetRepository, Said } from '#e2e/inventory/fleet/fleet';
import { attachedTo, linesOf, reachedBy, taggedImages } from '#e2e/inventory/fleet/fleet';
import type { CellState, EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { isBefore } from '#lib/inventory/versions/compare-versions';

/** What decides the state of a cell, the first that is there (lib/audit/cell-of.ts). */
const decides: readonly CellState[] = ['matches', 'valid', 'cannot-check', 'failed', 'present'];

/** What the planted truth says to every question, as sets of lines. */
export type Expected = ReadonlyMap<string, ReadonlySet<string>>;

/** The searches that are made, by the kind of what they search. */
export const searches = [
  { kind: 'package', text: 'log4j-core', below: '2.17.0' },
  { kind: 'package', text: 'log4j-core', below: undefined },
  { kind: 'package', text: 'pad-17', below: undefined },
  { kind: 'vulnerability', text: 'CVE-2026-10', below: undefined },
  { kind: 'licence', text: 'GPL-3.0', below: undefined },
  { kind: 'builder', text: 'container@v2', below: undefined },
  { kind: 'source', text: 'app-1', below: undefined },
  { kind: 'signer', text: 'release-3', below: undefined },
  { kind: 'signer', text: 'over', below: undefined },
  { kind: 'type', text: 'application/vnd.cncf.notary.signature', below: undefined },
  { kind: 'annotation', text: 'com.acme.line=team1', below: undefined },
] as const;

type Search = (typeof searches)[number];

export function nameOfSearch({ kind, text, below }: Search): string {
  return `${kind} ${text}${below === undefined ? '' : ` below ${below}`}`;
}

/** Everything that the questions must answer. */
export function expectedAnswers(fleet: Fleet): Expected {
  const answers = new Map<string, Set<string>>();
  const add = (question: string, line: string) => {
    const lines = answers.get(question) ?? new Set();
    answers.set(question, lines.add(line));
  };
  for (const search of searches) answers.set(nameOfSearch(search), new Set());
  for (const question of ['coverage', 'orphans', 'repositories']) answers.set(question, new Set());
  for (const repository of fleet.repositories.values()) {
    add('repositories', `${fleet.host}/${repository.name}`);
    for (const attachment of repository.attachments.values()) {
      for (const search of searches)
        for (const name of namesIn(search, attachment))
          add(nameOfSearch(search), `${name} ${fleet.host}/${repository.name}@${attachment.subject}`);
    }
    for (const image of taggedImages(repository))
      for (const [digest, line] of linesOf(image))
        for (const search of searches)
          if (search.kind === 'annotation' && `com.acme.line=${line}`.startsWith(search.text))
            add(nameOfSearch(search), `com.acme.line=${line} ${fleet.host}/${repository.name}@${digest}`);
    for (const image of taggedImages(repository))
      add('coverage', coverageLine(fleet.host, repository, image));
    for (const attachment of orphansIn(repository))
      add('orphans', `${fleet.host}/${repository.name}@${attachment.digest} about ${attachment.subject}`);
  }
  return answers;
}

/** How often each state is there, of each kind of evidence. */
export function expectedCounts(fleet: Fleet): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  let artifacts = 0;
  let tags = 0;
  for (const repository of fleet.repositories.values()) {
    tags += repository.tags.size;
    for (const image of taggedImages(repository)) {
      artifacts += 1;
      for (const evidence of evidenceNames) {
        const key = `${evidence} ${stateOf(repository, image, evidence)}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
    }
  }
  return { ...counts, artifacts, tags };
}

/** The state of one kind of evidence of an image. */
export function stateOf(repository: FleetRepository, image: FleetImage, evidence: EvidenceName): CellState {
  const states = attachedTo(repository, image).flatMap((one) =>
    one.evidence === evidence ? [one.state] : [],
  );
  return decides.find((state) => states.includes(state)) ?? 'none';
}

/** Open critical findings of an image; undefined where no report tells. */
export function criticalOf(repository: FleetRepository, image: FleetImage): number | undefined {
  const reports = attachedTo(repository, image).filter(({ evidence }) => evidence === 'report');
  return reports[0]?.said.critical;
}

function coverageLine(host: string, repository: FleetRepository, image: FleetImage): string {
  const { digest } = image.descriptor;
  const tags = [...repository.tags].flatMap(([tag, pointed]) => (pointed === digest ? [tag] : []));
  const states = evidenceNames.map((evidence) => `${evidence} ${stateOf(repository, image, evidence)}`);
  return `${host}/${repository.name}@${digest} ${tags.sort().join(',')} ${states.join(', ')}`;
}

function namesIn(search: Search, { said, artifactType }: Attachment): readonly string[] {
  const has = (name: string) => name.toLowerCase().includes(search.text.toLowerCase());
  switch (search.kind) {
    case 'package':
      return packagesIn(search, said);
    case 'vulnerability':
      return (said.vulnerabilities ?? []).filter(has);
    case 'licence':
      return (said.licences ?? []).filter(has);
    case 'builder':
      return [said.builder ?? ''].filter(has);
    case 'source':
      return [said.source ?? ''].filter(has);
    case 'signer':
      return [said.signer ?? ''].filter(has).map(() => search.text);
    case 'type':
      return [artifactType ?? ''].filter(has);
    case 'annotation':
      return [];
    default:
      return search satisfies never;
  }
}

function packagesIn(search: Search, { packages = [] }: Said): readonly string[] {
  const { text, below } = search;
  const named = packages.filter(({ name }) =>
    below === undefined ? name.includes(text) : name.endsWith(`/${text}`),
  );
  const found = named.filter(
    ({ type, version }) => below === undefined || isBefore(type, version, below) === true,
  );
  return found.map(({ type, name, version }) => `${name} ${type} ${version}`);
}

/** What hangs on manifests to which no tag leads. */
function orphansIn(repository: FleetRepository): readonly Attachment[] {
  const reached = new Set(taggedImages(repository).flatMap(reachedBy));
  return [...repository.attachments.values()].filter(
    ({ subject }) => !reached.has(subject) && !repository.attachments.has(subject),
  );
}
