import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';

/** A run of a tool, with its rules ready to be looked up. */
export type SarifRun = {
  readonly run: unknown;
  readonly tool: string;
  /** The rule that a result is about; undefined when the run does not describe it. */
  readonly ruleOf: (result: unknown) => unknown;
  /** What results refer to by its place in a list of the run, which is gone through once. */
  readonly listed: (list: 'artifacts' | 'logicalLocations', place: unknown) => unknown;
};

/** Prepares the rules of a run, those of the driver and those of its extensions. */
export function openSarifRun(run: unknown): SarifRun {
  const driver = at(run, 'tool', 'driver') ?? at(run, 'tool');
  const extensions = listAt(run, 'tool', 'extensions');
  const components = [driver, ...extensions];
  const known = new Map<unknown, Rules>();
  const rulesOf = (component: unknown): Rules => {
    const rules = known.get(component) ?? indexRules(component, run);
    known.set(component, rules);
    return rules;
  };
  const ruleOf = (result: unknown): unknown => {
    const id = ruleIdOf(result);
    const place = at(result, 'rule', 'index') ?? at(result, 'ruleIndex');
    const named = componentOf(at(result, 'rule', 'toolComponent'), driver, extensions);
    const placed = elementOf(rulesOf(named ?? driver).listed, place);
    const isSame = id === undefined || hierarchy(id).includes(textAt(placed, 'id') ?? id);
    if (placed !== undefined && isSame) return placed;
    if (id === undefined) return undefined;
    for (const component of named === undefined ? components : [named]) {
      const { byId } = rulesOf(component);
      const name = hierarchy(id).find((one) => byId.has(one));
      if (name !== undefined) return byId.get(name);
    }
    return undefined;
  };
  const name = textAt(driver, 'name') ?? textAt(driver, 'fullName') ?? 'unnamed tool';
  const lists = new Map<string, readonly unknown[]>();
  const listed: SarifRun['listed'] = (list, place) => {
    const found = lists.get(list) ?? listAt(run, list);
    lists.set(list, found);
    return elementOf(found, place);
  };
  return { run, tool: cleanText(name, 60), ruleOf, listed };
}

/** The rules of a component, by their place and by their id. */
type Rules = { readonly listed: readonly unknown[]; readonly byId: ReadonlyMap<string, unknown> };

function elementOf(list: readonly unknown[], place: unknown): unknown {
  return typeof place === 'number' && place >= 0 ? list[place] : undefined;
}

/** The id of the rule of a result. */
export function ruleIdOf(result: unknown): string | undefined {
  return textAt(result, 'ruleId') ?? textAt(result, 'rule', 'id') ?? textAt(result, 'ruleKey');
}

/** `CA1000/1` is a case of the rule `CA1000` (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317643). */
function hierarchy(id: string): readonly string[] {
  const parts = id.split('/', 8);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

function componentOf(reference: unknown, driver: unknown, extensions: readonly unknown[]): unknown {
  if (reference === undefined) return undefined;
  const index = at(reference, 'index');
  if (typeof index === 'number' && index >= 0) return extensions.at(index);
  const guid = textAt(reference, 'guid');
  const name = textAt(reference, 'name');
  return [driver, ...extensions].find(
    (component) =>
      (guid !== undefined && textAt(component, 'guid') === guid) ||
      (name !== undefined && textAt(component, 'name') === name),
  );
}

// SARIF 1.0 and the drafts of 2.0 keep their rules in an object, by id.
function indexRules(component: unknown, run: unknown): Rules {
  const listed = listAt(component, 'rules');
  const byId = new Map<string, unknown>();
  for (const rule of listed) {
    const id = textAt(rule, 'id');
    if (id !== undefined && !byId.has(id)) byId.set(id, rule);
  }
  const old = at(run, 'rules') ?? at(run, 'resources', 'rules');
  if (isJsonObject(old))
    for (const [key, rule] of Object.entries(old)) byId.set(textAt(rule, 'id') ?? key, rule);
  return { listed, byId };
}

/** A message as text, with its arguments put in; of a rule where it only names one. */
export function sarifMessage(message: unknown, run: SarifRun, rule: unknown): string | undefined {
  if (typeof message === 'string') return message === '' ? undefined : message;
  const id = textAt(message, 'id') ?? textAt(message, 'messageId');
  const strings =
    id === undefined ? undefined : (at(rule, 'messageStrings', id) ?? globalString(run.run, id));
  const text =
    textAt(message, 'text') ??
    textAt(message, 'markdown') ??
    textAt(strings, 'text') ??
    textAt(strings, 'markdown') ??
    (typeof strings === 'string' ? strings : undefined);
  return text === undefined ? undefined : fillIn(text, listAt(message, 'arguments'));
}

function globalString(run: unknown, id: string): unknown {
  return at(run, 'tool', 'driver', 'globalMessageStrings', id);
}

/** Puts the arguments in the places `{0}`; `{{` stands for a bracket. */
function fillIn(text: string, values: readonly unknown[]): string {
  if (values.length === 0) return text;
  return text.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (found, index: string | undefined) => {
    if (index === undefined) return found.charAt(0);
    const value = values.at(Number(index));
    return typeof value === 'string' ? value : found;
  });
}

/** Where a result lies: `src/a.c:12`, else what it is in by name. */
export function sarifLocation(result: unknown, run: SarifRun): string | undefined {
  const location = at(result, 'locations', 0);
  const physical =
    at(location, 'physicalLocation') ?? at(location, 'resultFile') ?? at(location, 'analysisTarget');
  const file = at(physical, 'artifactLocation') ?? at(physical, 'fileLocation') ?? physical;
  const artifact = run.listed('artifacts', at(file, 'index'));
  const uri = textAt(file, 'uri') ?? textAt(artifact, 'location', 'uri');
  if (uri === undefined) return logicalName(location, run);
  const line = at(physical, 'region', 'startLine');
  return typeof line === 'number' && line > 0 ? `${uri}:${line}` : uri;
}

/** The code of a result, with what stands around it where the log has that. */
export function sarifSnippet(result: unknown): string | undefined {
  const physical = at(result, 'locations', 0, 'physicalLocation');
  return (
    textAt(physical, 'contextRegion', 'snippet', 'text') ??
    textAt(physical, 'region', 'snippet', 'text') ??
    textAt(result, 'codeSnippet')
  );
}

function logicalName(location: unknown, run: SarifRun): string | undefined {
  const logical = at(location, 'logicalLocations', 0) ?? at(location, 'logicalLocation');
  const shared = run.listed('logicalLocations', at(logical, 'index'));
  return (
    textAt(logical, 'fullyQualifiedName') ??
    textAt(shared, 'fullyQualifiedName') ??
    textAt(logical, 'name') ??
    textAt(shared, 'name') ??
    textAt(location, 'fullyQualifiedLogicalName') ??
    textAt(location, 'message', 'text')
  );
}
