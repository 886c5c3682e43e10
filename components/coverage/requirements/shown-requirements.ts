import type { StatedRequirements } from '#lib/audit/audit';
import { formatRequirements } from '#lib/audit/format-requirements';
import { readStatedRequirements } from '#lib/audit/read-requirements';
import type { RequiredEvidence, RequirementRule } from '#lib/audit/requirements';
import { formatRequirementsQuery, requirementsOfQuery } from '#lib/audit/requirements-of-query';
import { fitsGlob } from '#lib/text/fits-glob';

/** What a page shows as required. */
export type ShownRequirements = {
  /** `page`: the address names them; `file`: requirements.yaml does; `none`: nothing is required. */
  readonly source: 'page' | 'file' | 'none';
  /** The rules that are for this place, in their order. */
  readonly rules: readonly RequirementRule[];
  /** How many rules of the file are for other repositories. */
  readonly elsewhere: number;
  /** What is not understood, in sentences: while there is any, nothing passes. */
  readonly problems: readonly string[];
  /** The file that says the same; empty where nothing is required. */
  readonly file: string;
};

/** Requirements of `ref` by an address (`require`), or else by the file of the server. */
export function shownRequirements(
  ref: string,
  require: string | undefined,
  stated: StatedRequirements | undefined,
): ShownRequirements {
  if (require !== undefined) {
    const { rules, problems = [] } = requirementsOfQuery(require);
    return { source: 'page', rules, elsewhere: 0, problems, file: formatRequirements(rules) };
  }
  if (stated === undefined || stated.source === 'none')
    return { source: 'none', rules: [], elsewhere: 0, problems: [], file: '' };
  const { rules, problems = [] } = readStatedRequirements(stated);
  const here = rules.filter((rule) => isHere(rule, ref));
  return { source: 'file', rules: here, elsewhere: rules.length - here.length, problems, file: stated.text };
}

/** What a page requires as an audit states it, before the server has answered. */
export function requirementsOfPage(
  require: string | undefined,
  stated: StatedRequirements | undefined,
): StatedRequirements {
  if (require === undefined) return stated ?? { source: 'none', text: '' };
  return { source: 'query', text: formatRequirements(requirementsOfQuery(require).rules) };
}

function isHere({ repositories }: RequirementRule, ref: string): boolean {
  const isRegistry = !ref.includes('/');
  return isRegistry || repositories.length === 0 || repositories.some((glob) => fitsGlob(glob, ref));
}

/** Every requirement of the rules, each once: what a page starts from when somebody changes one. */
export function allRequired(rules: readonly RequirementRule[]): readonly RequiredEvidence[] {
  const all = rules.flatMap(({ require }) => require);
  return [...new Map(all.map((one) => [formatRequirementsQuery([one]), one])).values()];
}

/** The `require` of an address with one requirement changed, or taken out where `next` is undefined. */
export function withRequired(
  rules: readonly RequirementRule[],
  old: RequiredEvidence,
  next: RequiredEvidence | undefined,
): string {
  const key = formatRequirementsQuery([old]);
  return formatRequirementsQuery(
    allRequired(rules).flatMap((one) => {
      if (formatRequirementsQuery([one]) !== key) return [one];
      return next === undefined ? [] : [next];
    }),
  );
}

/** The `require` of an address with one more requirement. */
export function withAdded(rules: readonly RequirementRule[], added: RequiredEvidence): string {
  return formatRequirementsQuery(allRequired([...rules, { repositories: [], kinds: [], require: [added] }]));
}
