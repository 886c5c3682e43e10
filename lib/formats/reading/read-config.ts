import { applyTypeRule, findLabelRule } from '#lib/formats/declared/type-rules';
import type { BlobBytes } from '#lib/formats/documents/document';
import { at, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/partial-json';
import { titleOfFormat } from '#lib/oci/artifact-type';
import { parseCreated } from '#lib/oci/created';
import { parseAnnotations } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import { isImageConfigMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { formatPlatform, isUnknownPlatform, parsePlatform } from '#lib/oci/platform';
import { formatBytes } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';

type Words = readonly (string | undefined)[];

/** How a config names its thing, by the declared format: the words that follow `Helm chart`. */
const namers: Readonly<Record<string, (config: unknown) => Words>> = {
  'helm-chart': (config) => [textAt(config, 'name'), textAt(config, 'version')],
  modelpack: (config) => [
    textAt(config, 'descriptor', 'name'),
    textAt(config, 'descriptor', 'version'),
    textAt(config, 'config', 'paramSize'),
  ],
  'docker-ai': (config) => [
    textAt(config, 'config', 'architecture') ?? textAt(config, 'config', 'gguf', 'general.architecture'),
    textAt(config, 'config', 'parameters') ?? textAt(config, 'config', 'size'),
    textAt(config, 'config', 'quantization'),
  ],
  kitops: (config) => [textAt(config, 'package', 'name'), textAt(config, 'package', 'version')],
  ollama: (config) => [
    textAt(config, 'model_family'),
    textAt(config, 'model_type'),
    textAt(config, 'file_type'),
  ],
  wasm: (config) => [textAt(config, 'component', 'target') ?? textAt(config, 'os')],
  'docker-plugin': (config) => [textAt(config, 'Description')],
};

/** The formats whose config is worth reading. */
export const configFormats: ReadonlySet<string> = new Set(Object.keys(namers));

/** A meaning with what its config tells: name and version, or the platform and the labels of an image. */
export function readConfig(meaning: Meaning, { blob, bytes, isWhole }: BlobBytes): Meaning {
  const config = parseConfig(bytes, isWhole);
  if (config === undefined) return meaning;
  const declared = isWhole ? meaning : { ...meaning, basis: headOnly(bytes.length, blob.size) };
  const namer = Object.hasOwn(namers, declared.format) ? namers[declared.format] : undefined;
  if (namer === undefined)
    return isImageConfigMediaType(blob.mediaType) ? ofImage(declared, config) : declared;
  const words = namer(config).filter((word) => word !== undefined);
  if (words.length === 0) return declared;
  const noun = titleOfFormat(declared.format) ?? declared.title;
  return { ...declared, title: `${noun} ${cleanText(words.join(' '))}`, confidence: 'content' };
}

function headOnly(read: number, size: number): string {
  return `Only the first ${formatBytes(read)} of its config of ${formatBytes(size)} were read.`;
}

/** The platform, and a label that tells more than the image's type does. */
function ofImage(declared: Meaning, config: unknown): Meaning {
  const platform = parsePlatform(config);
  const isNamed = platform !== undefined && !isUnknownPlatform(platform) && platform.os !== '';
  const title =
    isNamed && /^Image(?: ·|$)/.test(declared.title)
      ? cleanText(formatPlatform(platform)) + declared.title.slice('Image'.length)
      : declared.title;
  const created = parseCreated(at(config, 'created'));
  const image: Meaning = {
    ...declared,
    title,
    confidence: 'content',
    ...(created === undefined ? {} : { created }),
  };
  const rule = findLabelRule(parseAnnotations(at(config, 'config', 'Labels')) ?? {});
  return rule === undefined || declared.kind !== 'image' ? image : applyTypeRule(rule, image);
}

// A config that is no JSON takes nothing away from what was declared.
function parseConfig(bytes: Uint8Array, isWhole: boolean): unknown {
  try {
    return parseObject(bytes, isWhole);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
