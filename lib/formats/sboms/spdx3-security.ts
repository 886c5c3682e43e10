import { given } from '#lib/formats/documents/given';
import type { FindingRow, ProductName, StatementRow } from '#lib/formats/documents/rows';
import type { Rating } from '#lib/formats/documents/severity';
import { gravestRating, ratingOf } from '#lib/formats/documents/severity';
import type { VexStatus } from '#lib/formats/documents/vex-reading';
import type { Element } from './spdx3-index.ts';
import {
  eachOf,
  elementField,
  elementsOf,
  idAt,
  idOf,
  idsAt,
  isPackage,
  textsOf,
  typeOf,
} from './spdx3-index.ts';

// https://spdx.github.io/spdx-spec/v3.0.1/model/Core/Vocabularies/RelationshipType/
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['affects', 'affected'],
  ['doesNotAffect', 'not_affected'],
  ['fixedIn', 'fixed'],
  ['underInvestigationFor', 'under_investigation'],
]);

/** What the elements of the security profile say (https://spdx.github.io/spdx-spec/v3.0.1/model/Security/Security/). */
export type Spdx3Security = {
  readonly vulnerabilities: ReadonlyMap<string, Element>;
  readonly ratings: ReadonlyMap<string, readonly Rating[]>;
  /** Relationships that are VEX statements. */
  readonly statements: readonly Element[];
  /** Relationships from a package to the vulnerabilities in it. */
  readonly found: readonly Element[];
  readonly products: ReadonlyMap<string, ProductName>;
};

/** Gathers them in a pass over the elements; undefined where no element is a vulnerability. */
export function readSpdx3Security(value: unknown): Spdx3Security | undefined {
  const vulnerabilities = new Map<string, Element>();
  const ratings = new Map<string, Rating[]>();
  const statements: Element[] = [];
  const found: Element[] = [];
  for (const element of elementsOf(value)) {
    const type = typeOf(element);
    const id = idOf(element);
    if (type === 'Vulnerability' && id !== undefined) vulnerabilities.set(id, element);
    else if (/^Vex\w*Relationship$/.test(type)) statements.push(element);
    else if (/^Cvss\w*Relationship$/.test(type)) addRating(element, ratings);
    else if (relationOf(element) === 'hasAssociatedVulnerability') found.push(element);
  }
  if (vulnerabilities.size + statements.length === 0) return undefined;
  return {
    vulnerabilities,
    ratings,
    statements,
    found,
    products: productsOf(value, [...statements, ...found]),
  };
}

function addRating(element: Element, ratings: Map<string, Rating[]>): void {
  const from = idAt(element, 'from');
  if (from === undefined) return;
  const word = textsOf(elementField(element, 'severity'))[0]?.split('/').at(-1);
  const rating = ratingOf(
    word,
    elementField(element, 'score'),
    textsOf(elementField(element, 'vectorString'))[0],
  );
  const known = ratings.get(from);
  if (known === undefined) ratings.set(from, [rating]);
  else known.push(rating);
}

function relationOf(element: Element): string {
  return textsOf(elementField(element, 'relationshipType'))[0]?.split('/').at(-1) ?? '';
}

/** The packages that the relationships name, by all the names that they go by. */
function productsOf(value: unknown, relationships: readonly Element[]): ReadonlyMap<string, ProductName> {
  const wanted = new Set<string>();
  for (const element of relationships)
    for (const name of ['from', 'to', 'assessedElement'])
      for (const id of idsAt(element, name)) wanted.add(id);
  const products = new Map<string, ProductName>();
  for (const element of elementsOf(value)) {
    const id = idOf(element);
    if (id === undefined || !wanted.has(id) || !isPackage(element)) continue;
    const identifiers = [...eachOf(elementField(element, 'externalIdentifier'))].flatMap((identifier) =>
      textsOf(elementField(identifier, 'identifier')),
    );
    const product = given<ProductName>({
      name: textsOf(elementField(element, 'name'))[0] ?? id,
      version: textsOf(elementField(element, 'packageVersion'))[0],
      purl:
        textsOf(elementField(element, 'packageUrl'))[0] ??
        identifiers.find((identifier) => identifier.startsWith('pkg:')),
      cpe: identifiers.find((identifier) => identifier.startsWith('cpe:')),
      hashes: undefined,
      ids: [id],
      subcomponents: undefined,
      versions: undefined,
    });
    products.set(id, product);
  }
  return products;
}

/** A row for each VEX statement. */
export function* statementsOfSpdx3(security: Spdx3Security): Generator<StatementRow> {
  for (const element of security.statements) {
    const status = statuses.get(relationOf(element));
    if (status === undefined) continue;
    const from = idAt(element, 'from') ?? '';
    const part = idAt(element, 'assessedElement');
    const subcomponents = part === undefined ? undefined : [productAt(part, security)];
    yield given<StatementRow>({
      ...namesOf(from, security),
      products: [...idsAt(element, 'to')].map((id) =>
        given<ProductName>({ ...allOf(productAt(id, security)), subcomponents }),
      ),
      status,
      justification: justificationOf(element),
      impact: textsOf(elementField(element, 'impactStatement'))[0],
      action: textsOf(elementField(element, 'actionStatement'))[0],
      timestamp:
        textsOf(elementField(element, 'modifiedTime'))[0] ??
        textsOf(elementField(element, 'publishedTime'))[0],
      severity: undefined,
      title: undefined,
    });
  }
}

/** `vulnerable_code_not_present`, as OpenVEX writes `vulnerableCodeNotPresent`. */
function justificationOf(element: Element): string | undefined {
  const [justification] = textsOf(elementField(element, 'justificationType'));
  return justification
    ?.split('/')
    .at(-1)
    ?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A row for each vulnerability in a package. */
export function* findingsOfSpdx3(security: Spdx3Security): Generator<FindingRow> {
  for (const element of security.found) {
    const product = productAt(idAt(element, 'from') ?? '', security);
    for (const id of idsAt(element, 'to')) {
      const { vulnerability, aliases } = namesOf(id, security);
      const description = textsOf(elementField(security.vulnerabilities.get(id), 'description'))[0];
      yield given<FindingRow>({
        id: vulnerability,
        aliases,
        ...withScore(gravestRating(security.ratings.get(id) ?? [])),
        package: product.name,
        version: product.version,
        purl: product.purl,
        fixedIn: [],
        state: 'open',
        description,
        location: undefined,
        title: undefined,
        url: undefined,
        category: undefined,
        level: undefined,
        tool: undefined,
        snippet: undefined,
      });
    }
  }
}

function withScore({ severity, score }: Rating) {
  return { severity, score };
}

function productAt(id: string, { products }: Spdx3Security): ProductName {
  return products.get(id) ?? { name: id, ids: [id] };
}

function allOf({ name, version, versions, purl, cpe, hashes, ids }: ProductName) {
  return { name, version, versions, purl, cpe, hashes, ids };
}

/** The number of a vulnerability and its other names. */
function namesOf(id: string, { vulnerabilities }: Spdx3Security) {
  const element = vulnerabilities.get(id);
  const identifiers = [...eachOf(elementField(element, 'externalIdentifier'))].flatMap((identifier) =>
    textsOf(elementField(identifier, 'identifier')),
  );
  const names = [...identifiers, ...textsOf(elementField(element, 'name'))];
  const ofId = /\bCVE-\d{4}-\d{1,10}\b/i.exec(id)?.[0].toUpperCase();
  const vulnerability = names.find((name) => /^CVE-\d/i.test(name)) ?? ofId ?? names[0] ?? id;
  return { vulnerability, aliases: [...new Set(names)].filter((name) => name !== vulnerability) };
}
