import { factsOf } from '#lib/formats/attestations/facts';
import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { ServiceRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';

/** A Compose project (https://github.com/compose-spec/compose-spec/blob/main/spec.md). */
export function readCompose(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const services = at(value, 'services');
  if (!isJsonObject(services)) return undefined;
  const entries = Object.entries(services);
  const isService = (service: unknown) =>
    ['image', 'build', 'extends', 'provider'].some((key) => at(service, key) !== undefined);
  if (entries.length === 0 || !entries.every(([, service]) => isService(service))) return undefined;
  return given<DocumentReading>({
    kind: 'package',
    format: 'compose',
    title: `Compose project · ${count(entries.length, 'service')}`,
    summary: context.isWhole
      ? () =>
          factsOf([
            ['Name', textAt(value, 'name')],
            ['Services', entries.map(([name]) => name)],
            ['Images', entries.flatMap(([, service]) => textAt(service, 'image') ?? [])],
            ['Volumes', namesAt(value, 'volumes')],
            ['Networks', namesAt(value, 'networks')],
            ['Secrets', namesAt(value, 'secrets')],
          ])
      : undefined,
    rows: { services: () => rowsOf(entries), fields: () => flattenJson(value) },
  });
}

function namesAt(value: unknown, name: string): readonly string[] {
  const found = at(value, name);
  return isJsonObject(found) ? Object.keys(found) : [];
}

function* rowsOf(services: readonly (readonly [string, unknown])[]): Generator<ServiceRow> {
  for (const [name, service] of services)
    yield given<ServiceRow>({
      name,
      version: textAt(service, 'image'),
      provider: textAt(service, 'build') ?? textAt(service, 'build', 'context'),
      endpoints: listAt(service, 'ports').flatMap(portOf),
      id: undefined,
    });
}

/** `8080:80` as it was written, or of its long form. */
function portOf(port: unknown): readonly string[] {
  if (typeof port === 'string' || typeof port === 'number') return [String(port)];
  const target = at(port, 'target');
  const published = at(port, 'published');
  return target === undefined ? [] : [published === undefined ? String(target) : `${published}:${target}`];
}
