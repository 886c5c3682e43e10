import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { ProductName, StatementRow } from '#lib/formats/documents/rows';
import { vexReading } from '#lib/formats/documents/vex-reading';
import { at, itemsAt, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { nameOfPurl } from './package-url.ts';

/**
 * OpenVEX of every version (https://github.com/openvex/spec): up to 0.0.1 vulnerabilities and products are texts, from
 * 0.2.0 on they are objects with identifiers and hashes.
 */
export function readOpenVex(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const namespace = namespaceOf(value);
  const isEarly = textAt(value, 'format') === 'text/vex+json';
  if (namespace === undefined && !isEarly) return undefined;
  return vexReading(
    context,
    given({
      name: 'OpenVEX',
      format: 'openvex',
      version: /\/v([\d.]{1,12})$/.exec(namespace ?? '')?.[1],
      statements: () => statementsOf(value),
      facts: given({
        author: textAt(value, 'author') ?? textAt(value, 'author', 'name'),
        timestamp: textAt(value, 'last_updated') ?? textAt(value, 'timestamp'),
      }),
    }),
  );
}

function namespaceOf(value: unknown): string | undefined {
  const context = at(value, '@context');
  const names = Array.isArray(context) ? context.slice(0, 8) : [context];
  return names.find(
    (name): name is string => typeof name === 'string' && /^https?:\/\/openvex\.dev\/ns(?:$|[/@])/.test(name),
  );
}

function* statementsOf(document: unknown): Generator<StatementRow> {
  const inherited = textAt(document, 'timestamp');
  for (const statement of itemsAt(document, 'statements')) {
    const names = namesOf(at(statement, 'vulnerability'));
    const [vulnerability = '', ...aliases] = names;
    yield given<StatementRow>({
      vulnerability,
      aliases,
      products: productsOf(statement),
      status: textAt(statement, 'status') ?? '',
      justification: textAt(statement, 'justification'),
      impact: textAt(statement, 'impact_statement') ?? textAt(statement, 'status_notes'),
      action: textAt(statement, 'action_statement'),
      timestamp: textAt(statement, 'last_updated') ?? textAt(statement, 'timestamp') ?? inherited,
      title: textAt(statement, 'vulnerability', 'description') ?? textAt(statement, 'vuln_description'),
    });
  }
}

/** The names of a vulnerability, the chief one first. */
function namesOf(vulnerability: unknown): readonly string[] {
  if (typeof vulnerability === 'string') return [vulnerability];
  const iri = textAt(vulnerability, '@id');
  const name = textAt(vulnerability, 'name') ?? iri?.split(/[/#]/).findLast((part) => part !== '');
  return [...new Set([...(name === undefined ? [] : [name]), ...textsAt(vulnerability, 'aliases')])];
}

/** Until 0.2.0 the subcomponents stood beside the products, and were meant in each of them. */
function productsOf(statement: unknown): readonly ProductName[] {
  const shared = listAt(statement, 'subcomponents').flatMap(toProduct);
  return listAt(statement, 'products').flatMap((listed) =>
    toProduct(listed).map((product) => {
      const own = listAt(listed, 'subcomponents').flatMap(toProduct);
      const subcomponents = own.length > 0 ? own : shared;
      return subcomponents.length === 0 ? product : { ...product, subcomponents };
    }),
  );
}

function toProduct(listed: unknown): readonly ProductName[] {
  const id = typeof listed === 'string' ? listed : textAt(listed, '@id');
  const purls = [textAt(listed, 'identifiers', 'purl'), id?.startsWith('pkg:') === true ? id : undefined];
  const purl = purls.find((one) => one !== undefined);
  const hashes = hashesOf(at(listed, 'hashes'));
  const cpe = textAt(listed, 'identifiers', 'cpe23') ?? textAt(listed, 'identifiers', 'cpe22');
  if (id === undefined && purl === undefined && cpe === undefined && hashes.length === 0) return [];
  return [
    given<ProductName>({
      name: (purl === undefined ? undefined : nameOfPurl(purl)) ?? id ?? cpe ?? hashes[0] ?? '',
      purl,
      cpe,
      hashes: hashes.length > 0 ? hashes : undefined,
      ids: id === undefined || id === purl ? undefined : [id],
    }),
  ];
}

/** `{"sha-256":"…"}` as `sha256:…`. */
function hashesOf(hashes: unknown): readonly string[] {
  if (!isJsonObject(hashes)) return [];
  return Object.entries(hashes).flatMap(([algorithm, value]) =>
    typeof value === 'string'
      ? [`${algorithm.toLowerCase().replace(/^sha-(?=[1-5])/, 'sha')}:${value.toLowerCase()}`]
      : [],
  );
}
