import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { StatementRow } from '#lib/formats/documents/rows';
import { gravestRating, ratingOf } from '#lib/formats/documents/severity';
import type { VexStatus } from '#lib/formats/documents/vex-reading';
import { vexReading } from '#lib/formats/documents/vex-reading';
import { at, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import type { CsafProducts } from './csaf-products.ts';
import { openProductTree } from './csaf-products.ts';

/**
 * A security advisory in CSAF 2.0 or 2.1 (https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html); its VEX
 * profile and its advisories both say which vulnerabilities matter to which products.
 */
export function readCsaf(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const version = textAt(value, 'document', 'csaf_version');
  if (version === undefined) return undefined;
  const profile = textAt(value, 'document', 'category');
  const id = textAt(value, 'document', 'tracking', 'id');
  const isVex = profile === 'csaf_vex';
  const vulnerabilities = itemsAt(value, 'vulnerabilities').length;
  return vexReading(
    context,
    given({
      name: `CSAF${isVex ? ' VEX' : ''}${id === undefined ? '' : ` ${cleanText(id, 40)}`}`,
      format: 'csaf',
      version,
      statements: () => statementsOf(value),
      counted: () => count(vulnerabilities, 'vulnerability', 'vulnerabilities'),
      facts: given({
        vulnerabilities,
        author: textAt(value, 'document', 'publisher', 'name'),
        timestamp:
          textAt(value, 'document', 'tracking', 'current_release_date') ??
          textAt(value, 'document', 'tracking', 'initial_release_date'),
        profile,
        title: textAt(value, 'document', 'title'),
        severity: textAt(value, 'document', 'aggregate_severity', 'text'),
        status: textAt(value, 'document', 'tracking', 'status'),
      }),
    }),
  );
}

/** What each list of a product status comes to; `recommended` and `unknown` state nothing. */
const statuses: Readonly<Record<string, VexStatus>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  known_not_affected: 'not_affected',
  under_investigation: 'under_investigation',
};

function* statementsOf(document: unknown): Generator<StatementRow> {
  const products = openProductTree(document);
  const released = textAt(document, 'document', 'tracking', 'current_release_date');
  for (const vulnerability of itemsAt(document, 'vulnerabilities')) {
    const names = namesOf(vulnerability);
    const [name = '', ...aliases] = names;
    for (const [status, ids] of idsByStatus(vulnerability))
      for (const [justification, meant] of byJustification(vulnerability, ids, products))
        yield given<StatementRow>({
          vulnerability: name,
          aliases,
          products: meant.map(products.named),
          status,
          justification: justification === '' ? undefined : justification,
          impact: told(listAt(vulnerability, 'threats').filter(isImpact), meant, products),
          action: told(listAt(vulnerability, 'remediations'), meant, products),
          timestamp: flagDate(vulnerability, justification) ?? released,
          severity: severityOf(vulnerability, meant, products),
          title: textAt(vulnerability, 'title'),
        });
  }
}

/** The names of a vulnerability: its CVE, those that its finders gave it, or what it is called. */
function namesOf(vulnerability: unknown): readonly string[] {
  const ids = listAt(vulnerability, 'ids').flatMap((id) => textAt(id, 'text') ?? []);
  const known = [textAt(vulnerability, 'cve'), ...ids].filter((name) => name !== undefined);
  return known.length > 0 ? [...new Set(known)] : [textAt(vulnerability, 'title') ?? ''];
}

function idsByStatus(vulnerability: unknown): ReadonlyMap<VexStatus, readonly string[]> {
  const found = new Map<VexStatus, Set<string>>();
  const lists = at(vulnerability, 'product_status');
  if (!isJsonObject(lists)) return new Map();
  for (const [list, status] of Object.entries(statuses))
    for (const id of textsAt(lists, list)) {
      const ids = found.get(status) ?? new Set();
      found.set(status, ids.add(id));
    }
  return new Map([...found].map(([status, ids]) => [status, [...ids]]));
}

/** Why a product is not affected (https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#3235-vulnerabilities-property---flags). */
const labels: ReadonlySet<string> = new Set([
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
]);

/** Products of one status, apart by the flag that says why they are not affected; `''` for those without one. */
function byJustification(
  vulnerability: unknown,
  ids: readonly string[],
  products: CsafProducts,
): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string>();
  for (const flag of listAt(vulnerability, 'flags')) {
    const label = textAt(flag, 'label') ?? '';
    if (labels.has(label)) for (const id of products.idsIn(flag)) reasons.set(id, label);
  }
  return Map.groupBy(ids, (id) => reasons.get(id) ?? '');
}

function flagDate(vulnerability: unknown, label: string): string | undefined {
  const flag = listAt(vulnerability, 'flags').find((one) => label !== '' && textAt(one, 'label') === label);
  return textAt(flag, 'date');
}

function isImpact(threat: unknown): boolean {
  return textAt(threat, 'category') === 'impact';
}

/** The details of all that is said of some of the products, or of no product and so of all. */
function told(notes: readonly unknown[], ids: readonly string[], products: CsafProducts): string | undefined {
  const meant = new Set(ids);
  const details = notes
    .filter((note) => {
      const named = products.idsIn(note);
      return named.length === 0 || named.some((id) => meant.has(id));
    })
    .flatMap((note) => textAt(note, 'details') ?? []);
  return details.length === 0 ? undefined : [...new Set(details)].join('\n');
}

/** The gravest score for some of the products: `scores` of 2.0, `metrics` of 2.1. */
function severityOf(vulnerability: unknown, ids: readonly string[], products: CsafProducts) {
  const meant = new Set(ids);
  const scores = [...listAt(vulnerability, 'scores'), ...listAt(vulnerability, 'metrics')].filter((score) =>
    products.idsIn(score).some((id) => meant.has(id)),
  );
  const { severity } = gravestRating(
    scores.flatMap((score) =>
      ['cvss_v4', 'cvss_v3', 'cvss_v2'].map((name) => {
        const cvss = at(score, name) ?? at(score, 'content', name);
        return ratingOf(textAt(cvss, 'baseSeverity'), at(cvss, 'baseScore'), textAt(cvss, 'vectorString'));
      }),
    ),
  );
  return severity === 'unknown' ? undefined : severity;
}
