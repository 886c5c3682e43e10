import type { Items } from '#lib/formats/json/json-path';
import { at, itemsAt, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import type { DocumentContext, DocumentReading } from './document.ts';
import { given } from './given.ts';
import { reportReading } from './report-reading.ts';
import type { FindingRow, ProductName, StatementRow } from './rows.ts';
import { gravestRating, ratingOf } from './severity.ts';
import type { VexStatus } from './vex-reading.ts';
import { vexReading } from './vex-reading.ts';

// https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state
const statuses: Readonly<Record<string, VexStatus>> = {
  exploitable: 'affected',
  in_triage: 'under_investigation',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  not_affected: 'not_affected',
  false_positive: 'not_affected',
};

/**
 * A BOM that holds vulnerabilities and nothing else: VEX once somebody has judged one of them, a report before that.
 * Undefined when it lists no vulnerabilities. `bom` is the JSON form, whatever the document was written in; `name` is
 * how its title begins.
 */
export function readBomVulnerabilities(
  bom: unknown,
  name: string,
  format: string,
  context: DocumentContext,
): DocumentReading | undefined {
  const listed = itemsAt(bom, 'vulnerabilities');
  if (listed.length === 0) return undefined;
  const findings = () => findingsOfBom(bom);
  const statements = () => statementsOfBom(bom);
  const version = textAt(bom, 'specVersion');
  const timestamp = textAt(bom, 'metadata', 'timestamp');
  if (!isJudged(listed)) {
    const [tool = name] = toolsOf(bom);
    const facts = given({ tools: toolsOf(bom), scannedAt: timestamp, target: nameOfSubject(bom) });
    return reportReading(context, given({ tool, format, version, findings, facts }));
  }
  const facts = given({ author: authorOf(bom), timestamp });
  return vexReading(
    context,
    given({ name: `${name} VEX`, format, version, statements, facts, rows: { findings } }),
  );
}

function isJudged(vulnerabilities: Items): boolean {
  for (const vulnerability of vulnerabilities) if (statusOf(vulnerability) !== undefined) return true;
  return false;
}

/** The vulnerabilities that a BOM lists, each once for every component that it affects. */
export function* findingsOfBom(bom: unknown): Generator<FindingRow> {
  const components = componentsOf(bom);
  for (const vulnerability of itemsAt(bom, 'vulnerabilities')) {
    const shared = sharedPart(vulnerability);
    const affects = listAt(vulnerability, 'affects');
    if (affects.length === 0) yield given<FindingRow>({ ...shared, package: undefined });
    for (const affected of affects) {
      const component = componentAt(textAt(affected, 'ref') ?? '', components);
      const isVague = component.version === undefined;
      yield given<FindingRow>({
        ...shared,
        package: component.name,
        version: isVague ? versionOf(affected) : component.version,
        purl: component.purl,
      });
    }
  }
}

function sharedPart(vulnerability: unknown) {
  const ratings = listAt(vulnerability, 'ratings').map((rating) =>
    ratingOf(textAt(rating, 'severity'), at(rating, 'score'), textAt(rating, 'vector')),
  );
  const { severity, score } = gravestRating(ratings);
  const description = textAt(vulnerability, 'description');
  return {
    id: textAt(vulnerability, 'id') ?? textAt(vulnerability, 'bom-ref') ?? '',
    aliases: aliasesOf(vulnerability),
    severity,
    score,
    fixedIn: fixOf(textAt(vulnerability, 'recommendation')),
    title: description?.slice(0, 200),
    url: textAt(vulnerability, 'source', 'url') ?? textAt(vulnerability, 'advisories', 0, 'url'),
    state: stateOf(vulnerability),
    description,
    tool:
      textAt(vulnerability, 'tools', 'components', 0, 'name') ?? textAt(vulnerability, 'tools', 0, 'name'),
  };
}

function stateOf(vulnerability: unknown): string {
  const state = textAt(vulnerability, 'analysis', 'state');
  if (textAt(vulnerability, 'rejected') !== undefined) return 'false_positive';
  if (state === 'not_affected' || state === 'false_positive') return state;
  return state === 'resolved' || state === 'resolved_with_pedigree' ? 'fixed' : 'open';
}

// Trivy has no other place for the version that mends a package.
function fixOf(recommendation: string | undefined): readonly string[] {
  const [, versions = ''] = /^Upgrade \S{1,200} to version (.{1,200})$/.exec(recommendation ?? '') ?? [];
  return versions.split(/[,;] */).filter((version) => version !== '');
}

/** What a BOM states about vulnerabilities: one row for every one that somebody has judged. */
export function* statementsOfBom(bom: unknown): Generator<StatementRow> {
  const components = componentsOf(bom);
  const timestamp = textAt(bom, 'metadata', 'timestamp');
  for (const vulnerability of itemsAt(bom, 'vulnerabilities')) {
    const status = statusOf(vulnerability);
    if (status === undefined) continue;
    const { severity, title } = sharedPart(vulnerability);
    const { meant, others } = productsOf(vulnerability, status, components);
    const row = given<StatementRow>({
      vulnerability: textAt(vulnerability, 'id') ?? '',
      aliases: aliasesOf(vulnerability),
      products: meant,
      status,
      justification: textAt(vulnerability, 'analysis', 'justification'),
      impact: textAt(vulnerability, 'analysis', 'detail'),
      action: actionOf(vulnerability),
      timestamp:
        textAt(vulnerability, 'analysis', 'lastUpdated') ??
        textAt(vulnerability, 'analysis', 'firstIssued') ??
        timestamp,
      severity: severity === 'unknown' ? undefined : severity,
      title,
    });
    yield row;
    if (others.length > 0) yield { ...row, products: others, status: 'not_affected' };
  }
}

function statusOf(vulnerability: unknown): VexStatus | undefined {
  const state = textAt(vulnerability, 'analysis', 'state');
  return state !== undefined && Object.hasOwn(statuses, state) ? statuses[state] : undefined;
}

function actionOf(vulnerability: unknown): string | undefined {
  const response = at(vulnerability, 'analysis', 'response');
  const responses = (Array.isArray(response) ? response : [response]).filter(
    (one) => typeof one === 'string',
  );
  const parts = [textAt(vulnerability, 'recommendation'), responses.join(', ')];
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join(' · ');
}

/** The products that a statement is about; `others` are versions that it says are unaffected beside the affected. */
function productsOf(vulnerability: unknown, status: VexStatus, components: Components) {
  const all = listAt(vulnerability, 'affects').flatMap((affected) => {
    const product = componentAt(textAt(affected, 'ref') ?? '', components);
    const versions = listAt(affected, 'versions').filter(isJsonObject);
    if (versions.length === 0) return [{ product, isUnaffected: false }];
    return versions.map((version) => ({
      product: narrowed(product, textAt(version, 'version'), textAt(version, 'range')),
      isUnaffected: textAt(version, 'status') === 'unaffected',
    }));
  });
  const unaffected = all.filter(({ isUnaffected }) => isUnaffected).map(({ product }) => product);
  const rest = all.filter(({ isUnaffected }) => !isUnaffected).map(({ product }) => product);
  if (status === 'affected' || status === 'under_investigation') return { meant: rest, others: unaffected };
  return { meant: unaffected.length > 0 ? unaffected : rest, others: [] };
}

function narrowed(product: ProductName, version: string | undefined, range: string | undefined): ProductName {
  const { version: own, ...rest } = product;
  return given<ProductName>({
    ...rest,
    version: version ?? (range === undefined ? own : undefined),
    versions: range,
  });
}

type Components = ReadonlyMap<string, ProductName>;

/** The components of a BOM by the names that references use, with what it describes. */
function componentsOf(bom: unknown): Components {
  const found = new Map<string, ProductName>();
  const serial = textAt(bom, 'serialNumber')?.replace(/^urn:uuid:/, '');
  const bomLink = `urn:cdx:${serial}/${at(bom, 'version') ?? 1}#`;
  const lists: Items[] = [itemsAt(bom, 'components'), itemsAt(bom, 'services')];
  const add = (component: unknown): void => {
    const ref = textAt(component, 'bom-ref');
    const nested = itemsAt(component, 'components');
    if (nested.length > 0) lists.push(nested);
    if (ref === undefined) return;
    const product = toProduct(component, ref);
    found.set(ref, product);
    if (serial !== undefined) found.set(`${bomLink}${ref}`, product);
  };
  add(at(bom, 'metadata', 'component'));
  for (let list = lists.pop(); list !== undefined; list = lists.pop())
    for (const component of list) add(component);
  return found;
}

function toProduct(component: unknown, ref: string): ProductName {
  const group = textAt(component, 'group');
  const name = textAt(component, 'name') ?? ref;
  const hashes = listAt(component, 'hashes').flatMap((hash) => {
    const content = textAt(hash, 'content');
    const algorithm = textAt(hash, 'alg')
      ?.toLowerCase()
      .replace(/^sha-(?=[125])/, 'sha');
    return content === undefined || algorithm === undefined ? [] : [`${algorithm}:${content.toLowerCase()}`];
  });
  return given<ProductName>({
    name: group === undefined ? name : `${group}/${name}`,
    version: textAt(component, 'version'),
    purl: textAt(component, 'purl') ?? (ref.startsWith('pkg:') ? ref : undefined),
    cpe: textAt(component, 'cpe'),
    hashes: hashes.length > 0 ? hashes : undefined,
    ids: [ref],
  });
}

/** What a reference names, here or in another BOM (https://cyclonedx.org/capabilities/bomlink/). */
function componentAt(ref: string, components: Components): ProductName {
  const known = components.get(ref);
  if (known !== undefined) return known;
  const fragment = decoded(ref.startsWith('urn:cdx:') ? ref.slice(ref.indexOf('#') + 1) : ref);
  const purl = fragment.startsWith('pkg:') ? fragment : undefined;
  return given<ProductName>({
    name: nameOfPurl(purl) ?? fragment,
    purl,
    ids: ref === '' ? undefined : [ref],
  });
}

function decoded(text: string): string {
  try {
    return text.includes('%') && !text.startsWith('pkg:') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

function nameOfPurl(purl: string | undefined): string | undefined {
  const path = purl?.split(/[?#]/, 1)[0]?.split('/').slice(1).join('/');
  return path?.replace(/(?<=.)@[^@]*$/, '');
}

function versionOf(affected: unknown): string | undefined {
  const versions = listAt(affected, 'versions').filter(
    (version) => textAt(version, 'status') !== 'unaffected',
  );
  return versions.length === 1 ? textAt(versions[0], 'version') : undefined;
}

function aliasesOf(vulnerability: unknown): readonly string[] {
  const own = textAt(vulnerability, 'id');
  const ids = listAt(vulnerability, 'references').flatMap((reference) => textAt(reference, 'id') ?? []);
  return [...new Set(ids)].filter((id) => id !== own);
}

function toolsOf(bom: unknown): readonly string[] {
  const tools = at(bom, 'metadata', 'tools');
  const listed = Array.isArray(tools)
    ? tools
    : [...listAt(tools, 'components'), ...listAt(tools, 'services')];
  return listed.flatMap((tool) => textAt(tool, 'name') ?? []);
}

function nameOfSubject(bom: unknown): string | undefined {
  return textAt(bom, 'metadata', 'component', 'name');
}

function authorOf(bom: unknown): string | undefined {
  const metadata = at(bom, 'metadata');
  return (
    textAt(metadata, 'authors', 0, 'name') ??
    textAt(metadata, 'manufacturer', 'name') ??
    textAt(metadata, 'manufacture', 'name') ??
    textAt(metadata, 'supplier', 'name')
  );
}
