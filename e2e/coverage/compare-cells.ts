import { isDeepStrictEqual } from 'node:util';
import type { TrueCell, TrueCells, Truth } from '#e2e/coverage/truth';
import type { AuditRow, EvidenceName, ReportCell, RowEvidence } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';

/** The cells of a place in the words of the truth. */
type Cells = Readonly<Record<EvidenceName, TrueCell>>;

const none: TrueCell = { state: 'none', count: 0 };

/** The truth of a place, with what is proven not to be there. */
export function trueCells(cells: TrueCells): Cells {
  const { signature = none, provenance = none, sbom = none, vex = none, report = none } = cells;
  return { signature, provenance, sbom, vex, report };
}

/** What an audit says of a place. */
function saidCells(evidence: RowEvidence): Cells {
  const { signature, provenance, sbom, vex, report } = evidence;
  return {
    signature: plain(signature),
    provenance: plain(provenance),
    sbom: plain(sbom),
    vex: plain(vex),
    report: plain(report),
  };
}

function plain({ state, count, on, age, worst, open, unrated }: ReportCell): TrueCell {
  const told = Object.entries({ on, age, worst, open, unrated }).filter(([, value]) => value !== undefined);
  return { state, count, ...Object.fromEntries(told) };
}

/** A row in the words of the truth, all of it. */
export function saidOf({ kind, verdict, evidence, platforms }: AuditRow) {
  const each = platforms.map((one) => [one.platform, saidCells(one.evidence)] as const);
  return { kind, verdict, cells: saidCells(evidence), platforms: Object.fromEntries(each) };
}

/** The truth of an artifact, all of it. */
export function trueOf({ kind, verdict, platforms, ...cells }: Truth) {
  const each = Object.entries(platforms ?? {}).map(([name, one]) => [name, trueCells(one)] as const);
  return { kind, verdict, cells: trueCells(cells), platforms: Object.fromEntries(each) };
}

/** What a row says that is neither true nor openly unknown, in sentences: no fault may make it so. */
export function untruths(row: AuditRow, truth: Truth): readonly string[] {
  const name = row.tags[0] ?? row.reference;
  const isHonest = row.verdict === truth.verdict || row.verdict === 'unknown';
  const whole = untruthsAt(name, row.evidence, trueCells(truth));
  const each = row.platforms.flatMap(({ platform, evidence }) => {
    const [, cells = {}] = Object.entries(truth.platforms ?? {}).find(([one]) => one === platform) ?? [];
    return untruthsAt(`${name} ${platform}`, evidence, trueCells(cells));
  });
  return [
    ...(isHonest ? [] : [`${name}: the verdict is ${row.verdict}, and ${truth.verdict} is true`]),
    ...whole,
    ...each,
  ];
}

function untruthsAt(place: string, said: RowEvidence, real: Cells): readonly string[] {
  return evidenceNames.flatMap((name) => {
    const wrong = untruthOf(said[name], real[name]);
    return wrong === undefined ? [] : [`${place}: ${name} ${wrong}`];
  });
}

/** A cell may be true, openly unknown, or say that there may be more and be no better than the truth. */
function untruthOf(said: ReportCell, real: TrueCell): string | undefined {
  const told = JSON.stringify(said);
  if (isDeepStrictEqual(plain(said), real)) return undefined;
  if (said.state === 'none') return `is none, and ${real.state} is true`;
  if (said.state === 'unknown') return said.reason === undefined ? 'is unknown without a reason' : undefined;
  if (real.state === 'none') return `was not planted: ${told}`;
  if (said.count > real.count) return `counts too many: ${told}`;
  const isGood = said.state === 'matches' || said.state === 'valid';
  if (isGood && real.state !== 'matches') return `is ${said.state}, and ${real.state} is true`;
  const { doubt, openDoubt, unchecked } = said;
  const isDoubted = doubt !== undefined || openDoubt !== undefined || unchecked !== undefined;
  return isDoubted || said.state === 'cannot-check'
    ? undefined
    : `${told}, and ${JSON.stringify(real)} is true`;
}
