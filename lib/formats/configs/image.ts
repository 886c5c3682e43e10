import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { ImageSummary } from '#lib/formats/documents/summaries';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, itemsAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { parseCreated } from '#lib/oci/created';
import { isJsonObject } from '#lib/oci/parse-json';
import { formatPlatform, parsePlatform } from '#lib/oci/platform';
import { cleanText } from '#lib/text/untrusted-text';

/** The config of an image (https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md), OCI's or Docker's. */
export function readImageConfig(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isConfig =
    typeof at(value, 'os') === 'string' &&
    typeof at(value, 'architecture') === 'string' &&
    (isJsonObject(at(value, 'rootfs')) || isJsonObject(at(value, 'config')));
  if (!isConfig) return undefined;
  const platform = platformOf(value);
  const layers = itemsAt(value, 'rootfs', 'diff_ids').length;
  return given<DocumentReading>({
    kind: 'config',
    format: 'image-config',
    title: `Image config · ${platform === undefined ? count(layers, 'layer') : cleanText(platform)}`,
    summary: context.isWhole ? () => ({ of: 'image', ...summarise(value, platform, layers) }) : undefined,
    rows: { fields: () => flattenJson(value) },
  });
}

function platformOf(value: unknown): string | undefined {
  const platform = parsePlatform(value);
  return platform === undefined ? undefined : formatPlatform(platform);
}

function summarise(value: unknown, platform: string | undefined, layers: number): ImageSummary {
  const entrypoint = textsAt(value, 'config', 'Entrypoint');
  const command = textsAt(value, 'config', 'Cmd');
  return given<ImageSummary>({
    platform,
    created: parseCreated(at(value, 'created')),
    layers,
    user: textAt(value, 'config', 'User'),
    entrypoint: entrypoint.length === 0 ? undefined : entrypoint,
    command: command.length === 0 ? undefined : command,
  });
}
