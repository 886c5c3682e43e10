import { parseYaml } from '#lib/formats/containers/yaml';
import { yamlLines } from '#lib/formats/containers/yaml-lines';
import { severities } from '#lib/formats/documents/rows';
import { kinds } from '#lib/oci/kind';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { EvidenceName, StatedRequirements } from './audit.ts';
import { evidenceNames } from './audit.ts';
import { auditLimits } from './limits.ts';
import type { RequiredEvidence, RequirementRule, Requirements } from './requirements.ts';
import { requiredPlaces, requiredStates } from './requirements.ts';

/** Says what is wrong with the value at a path. */
type Say = (path: string, sentence: string) => undefined;

/**
 * The rules of a file of requirements (YAML or JSON), strictly: whatever is not understood becomes a sentence with its
 * line, also a field that nobody knows, so that no rule is weaker than it reads.
 */
export function readRequirements(text: string): Requirements {
  if (text.length > auditLimits.requirementsMaxCharacters)
    return { rules: [], problems: ['The file is too large.'] };
  const reading = parseYaml(text, true, { refusesDoubledNames: true });
  if ('problem' in reading) {
    const line = reading.line === undefined ? '' : `Line ${reading.line}: `;
    return { rules: [], problems: [`${line}${reading.problem}`] };
  }
  const lines = yamlLines(text);
  const problems: string[] = [];
  const say: Say = (path, sentence) => {
    if (problems.length < auditLimits.problemsMax) problems.push(`Line ${lineOf(lines, path)}: ${sentence}`);
    return undefined;
  };
  if (reading.values.length > 1) say('', 'The file has several documents. Only one is allowed.');
  const rules = readRules(reading.values[0], say);
  return { rules, ...(problems.length === 0 ? {} : { problems }) };
}

/** The rules that an answer states; without any nothing is required. */
export function readStatedRequirements({ text }: Pick<StatedRequirements, 'text'>): Requirements {
  return text === '' ? { rules: [] } : readRequirements(text);
}

/** The kinds of evidence that a rule names, each once. */
export function requiredNames({ rules }: Requirements): readonly EvidenceName[] {
  const named = new Set(rules.flatMap(({ require }) => require.map(({ evidence }) => evidence)));
  return evidenceNames.filter((name) => named.has(name));
}

// What has no line of its own stands in what does.
function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return 1;
}

function readRules(value: unknown, say: Say): readonly RequirementRule[] {
  if (!isJsonObject(value)) return say('', 'The file must begin with rules:.') ?? [];
  sayUnknown(value, ['rules'], '', 'the file', say);
  return listIn(value, 'rules', '', say).flatMap((rule, at) => readRule(rule, `rules.${at}`, say) ?? []);
}

const options = ['state', 'platforms', 'maxAgeDays', 'maxSeverity'] as const;

function readRule(value: unknown, path: string, say: Say): RequirementRule | undefined {
  if (!isJsonObject(value)) return say(path, 'A rule must have fields, such as require.');
  sayUnknown(value, ['name', 'repositories', 'kinds', 'require', ...options], path, 'a rule', say);
  const shared = Object.fromEntries(options.map((name) => [name, value[name]]));
  const entries = listIn(value, 'require', path, say);
  const require = entries.flatMap(
    (entry, at) => readEvidence(entry, `${path}.require.${at}`, shared, say) ?? [],
  );
  if (entries.length === 0) say(path, 'The rule requires nothing.');
  const { name } = value;
  if (name !== undefined && typeof name !== 'string') say(`${path}.name`, 'The name must be text.');
  return {
    ...(typeof name === 'string' ? { name: cleanText(name) } : {}),
    repositories: listIn(value, 'repositories', path, say, true).flatMap(
      (glob, at) => readGlob(glob, `${path}.repositories.${at}`, say) ?? [],
    ),
    kinds: listIn(value, 'kinds', path, say, true).flatMap(
      (kind, at) => oneOf(kinds, kind, `${path}.kinds.${at}`, 'kind', say) ?? [],
    ),
    require,
  };
}

function readGlob(value: unknown, path: string, say: Say): string | undefined {
  if (typeof value !== 'string' || value.length > auditLimits.globMaxCharacters)
    return say(path, 'A repository must be text such as registry.example.com/team/**.');
  if (!value.includes('/') && !value.includes('**'))
    return say(path, `${cleanText(value)} matches no repository. Include the host, or use ** for all.`);
  return value;
}

type NamedFields = { readonly fields: Readonly<Record<string, unknown>>; readonly path: string };

/** An entry as `signature`, as `signature: {state: valid}` or as `evidence: signature` with its options. */
function readEvidence(
  entry: unknown,
  place: string,
  shared: Readonly<Record<string, unknown>>,
  say: Say,
): RequiredEvidence | undefined {
  const { fields, path = place } = fieldsOf(entry, place) ?? {};
  if (fields === undefined) return say(place, `A requirement must be one of ${evidenceNames.join(', ')}.`);
  sayUnknown(fields, ['evidence', ...options], path, 'a requirement', say);
  const name = fields.evidence === 'vulnerability-report' ? 'report' : fields.evidence;
  const evidence = oneOf(evidenceNames, name, path, 'evidence', say);
  if (evidence === undefined) return undefined;
  const option = (field: string) => fields[field] ?? (isShared(field, evidence) ? shared[field] : undefined);
  for (const field of ['maxAgeDays', 'maxSeverity'])
    if (evidence !== 'report' && isGiven(fields[field]))
      say(`${path}.${field}`, `${field} is only allowed for a report.`);
  const choose = <Choice extends string>(choices: readonly Choice[], field: string) =>
    isGiven(option(field)) ? oneOf(choices, option(field), `${path}.${field}`, field, say) : undefined;
  const platforms = choose(requiredPlaces, 'platforms');
  const severity = choose(severities, 'maxSeverity');
  const days = readDays(option('maxAgeDays'), `${path}.maxAgeDays`, say);
  return {
    evidence,
    state: choose(requiredStates, 'state') ?? 'present',
    ...(platforms === undefined ? {} : { platforms }),
    ...(days === undefined ? {} : { maxAgeDays: days }),
    ...(severity === undefined ? {} : { maxSeverity: severity }),
  };
}

function fieldsOf(entry: unknown, path: string): NamedFields | undefined {
  if (typeof entry === 'string') return { fields: { evidence: entry }, path };
  if (!isJsonObject(entry)) return undefined;
  const names = Object.keys(entry);
  const [name = ''] = names;
  const inner = entry[name];
  if (names.length !== 1 || name === 'evidence') return { fields: entry, path };
  if (inner !== null && !isJsonObject(inner)) return undefined;
  return { fields: { ...inner, evidence: name }, path: `${path}.${name}` };
}

// How old a report may be, and what may be open in it, says nothing of other evidence in the rule.
function isShared(field: string, evidence: EvidenceName): boolean {
  return evidence === 'report' || field === 'state' || field === 'platforms';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function readDays(value: unknown, path: string, say: Say): number | undefined {
  if (!isGiven(value)) return undefined;
  const days = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (days <= auditLimits.ageMaxDays) return days;
  return say(path, `maxAgeDays must be a whole number of days, at most ${auditLimits.ageMaxDays}.`);
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
  path: string,
  what: string,
  say: Say,
): Choice | undefined {
  const found = choices.find((choice) => choice === value);
  const written = typeof value === 'string' ? cleanText(value) : 'What is there';
  return found ?? say(path, `${written} is not a known ${what}. Known are ${choices.join(', ')}.`);
}

function listIn(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  path: string,
  say: Say,
  mayMiss = false,
): readonly unknown[] {
  const value = fields[name];
  const place = path === '' ? name : `${path}.${name}`;
  if (!isGiven(value) && mayMiss) return [];
  // One entry may be written without its list.
  const list = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list)) return say(place, `${name} must be a list.`) ?? [];
  if (list.length > auditLimits.listMax) say(place, `${name} has more than ${auditLimits.listMax} entries.`);
  if (list.length === 0) say(place, `${name} is empty.`);
  return list.slice(0, auditLimits.listMax);
}

function sayUnknown(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
  what: string,
  say: Say,
): void {
  for (const name of Object.keys(fields))
    if (!known.includes(name))
      say(path === '' ? name : `${path}.${name}`, `${cleanText(name)} is not a field of ${what}.`);
}
