import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count, titled } from '#lib/formats/documents/phrase';
import type { LicenceRow } from '#lib/formats/documents/rows';
import { hasList, itemsAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';

/** A list of packages with their licences, as its tool writes it. */
type LicenceForm = {
  readonly format: string;
  readonly tool: string;
  readonly is: (value: unknown) => boolean;
  readonly rows: (value: unknown) => Iterable<LicenceRow>;
};

const forms: readonly LicenceForm[] = [
  // https://github.com/davglass/license-checker: an object with a name for each package.
  {
    format: 'license-checker-json',
    tool: 'license-checker',
    is: (value) => isJsonObject(value) && isChecked(Object.entries(value)[0]),
    rows: rowsOfChecker,
  },
  // https://github.com/raimon49/pip-licenses
  {
    format: 'pip-licenses-json',
    tool: 'pip-licenses',
    is: (value) =>
      hasList(value) && ['Name', 'Version', 'License'].every((name) => textAt(value, 0, name) !== undefined),
    rows: rowsOfPip,
  },
];

/** The licences of packages as license-checker and pip-licenses list them. */
export function readLicenceReport(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const form = forms.find(({ is }) => is(value));
  if (form === undefined) return undefined;
  const licences = () => form.rows(value);
  const counted = () => {
    const found = [...licences()];
    return { packages: found.length, licences: new Set(found.map(({ expression }) => expression)).size };
  };
  return given<DocumentReading>({
    kind: 'artifact',
    format: form.format,
    title: `${titled('Licences', context, () => count(counted().packages, 'package'))} · ${form.tool}`,
    summary: context.isWhole ? () => ({ of: 'facts', facts: factsOf(form.tool, counted()) }) : undefined,
    rows: { licences },
  });
}

function factsOf(
  tool: string,
  { packages, licences }: { readonly packages: number; readonly licences: number },
) {
  return [
    { name: 'Packages', value: String(packages) },
    { name: 'Licences', value: String(licences) },
    { name: 'Made by', value: tool },
  ];
}

const named = /^(@?[^@]{1,300})@([^@]{1,200})$/;

function isChecked(entry: readonly [string, unknown] | undefined): boolean {
  if (entry === undefined || !named.test(entry[0])) return false;
  return textAt(entry[1], 'licenses') !== undefined || hasList(entry[1], 'licenses');
}

function* rowsOfChecker(value: unknown): Generator<LicenceRow> {
  if (!isJsonObject(value)) return;
  for (const [key, found] of Object.entries(value)) {
    const [, name = key, version] = named.exec(key) ?? [];
    const expression = textAt(found, 'licenses') ?? textsAt(found, 'licenses').join(' OR ');
    yield given<LicenceRow>({
      expression,
      package: name,
      version,
      location: textAt(found, 'licenseFile') ?? textAt(found, 'path'),
    });
  }
}

function* rowsOfPip(value: unknown): Generator<LicenceRow> {
  for (const found of itemsAt(value))
    yield given<LicenceRow>({
      expression: textAt(found, 'License') ?? '',
      package: textAt(found, 'Name'),
      version: textAt(found, 'Version'),
      location: textAt(found, 'LicenseFile') ?? textAt(found, 'URL'),
    });
}
