import { decodeBase64 } from '#lib/formats/encoding/base64';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { buildKitMetadata } from './slsa-build.ts';

/** A text within a provenance that a person may read. */
export type BuildText = { readonly name: string; readonly text: string };

/** The Dockerfile as BuildKit keeps it, and the definition of the build as every builder writes its own. */
export function buildTexts(predicate: unknown): readonly BuildText[] {
  const files = listAt(buildKitMetadata(predicate), 'source', 'infos').flatMap(fileOf);
  const definition =
    at(predicate, 'buildConfig') ?? at(predicate, 'buildDefinition', 'internalParameters', 'buildConfig');
  const isDefinition = isJsonObject(definition) && Object.keys(definition).length > 0;
  return isDefinition ? [...files, { name: 'Build definition', text: indented(definition) }] : files;
}

function fileOf(info: unknown): readonly BuildText[] {
  const data = textAt(info, 'data');
  if (data === undefined) return [];
  const text = textOfBase64(data);
  const name = cleanText(textAt(info, 'filename') ?? 'Dockerfile');
  return text === undefined ? [] : [{ name, text: shortened(text) }];
}

function textOfBase64(data: string): string | undefined {
  return unlessBroken(() => new TextDecoder().decode(decodeBase64(data)));
}

function indented(value: unknown): string {
  return shortened(JSON.stringify(value, undefined, 2));
}

function shortened(text: string): string {
  const most = formatLimits.textMaxCharacters;
  return text.length <= most ? text : `${text.slice(0, most)}\n… (${text.length} characters in all)`;
}
