import { given } from '#lib/formats/documents/given';
import type { FindingRow } from '#lib/formats/documents/rows';
import type { Findings, JoinedFinding } from '#lib/formats/findings/joined-findings';

/** A finding of a report with what is known of it beside the report. */
export type ShownFinding = FindingRow & {
  /** What all reports and VEX statements together say; undefined while that is unknown. */
  readonly joined: JoinedFinding | undefined;
  readonly isExcused: boolean;
};

/** A finding of all reports together as the row of a list. */
export function toShownFinding(joined: JoinedFinding): ShownFinding {
  const { vulnerability, state, package: found } = joined;
  const { aliases, severity, score, fixedIn, location, title, url } = joined;
  return {
    ...given<FindingRow>({
      id: vulnerability,
      ...{ aliases, severity, score, fixedIn, location, title, url },
      package: found?.name,
      version: found?.version,
      purl: found?.purl,
      // What VEX excuses is shown or left out by that, not by its state.
      state: state === 'suppressed' ? 'suppressed' : 'open',
    }),
    joined,
    isExcused: state === 'excused',
  };
}

/** The findings of a report, each with the VEX statements that apply to it. */
export function addVex(
  rows: readonly FindingRow[],
  findings: Pick<Findings, 'rows'> | undefined,
): readonly ShownFinding[] {
  return rows.map(createVexIndex(findings));
}

/** Adds to a finding the VEX statements that apply to it; `findings` is undefined while nothing is known of them. */
export function createVexIndex(
  findings: Pick<Findings, 'rows'> | undefined,
): (row: FindingRow) => ShownFinding {
  const known = new Map<string, JoinedFinding>();
  for (const joined of findings?.rows ?? []) {
    for (const name of [joined.vulnerability, ...joined.aliases])
      for (const key of keysOf(name, joined.package)) if (!known.has(key)) known.set(key, joined);
  }
  return (row) => {
    const joined = [row.id, ...row.aliases]
      .flatMap((name) => wantedKeys(name, row))
      .map((key) => known.get(key))
      .find((found) => found !== undefined);
    return { ...row, joined, isExcused: joined?.state === 'excused' };
  };
}

/** By what a joined finding is found: its purl, and its name and version. */
function keysOf(name: string, of: JoinedFinding['package']): readonly string[] {
  if (of === undefined) return [keyOf(name, 'none')];
  const named = keyOf(name, 'named', of.name, of.version);
  // A row with a purl is of a package by its name only where that package says no purl.
  return of.purl === undefined
    ? [named, keyOf(name, 'bare', of.name, of.version)]
    : [named, keyOf(name, 'purl', bare(of.purl))];
}

function wantedKeys(name: string, { package: of, version, purl }: FindingRow): readonly string[] {
  if (purl === undefined) return [of === undefined ? keyOf(name, 'none') : keyOf(name, 'named', of, version)];
  return [keyOf(name, 'purl', bare(purl)), ...(of === undefined ? [] : [keyOf(name, 'bare', of, version)])];
}

function keyOf(name: string, ...rest: readonly (string | undefined)[]): string {
  return JSON.stringify([name.toLowerCase(), ...rest.map((text) => text ?? '')]);
}

function bare(purl: string): string {
  return purl.replace(/[?#].*$/s, '');
}
