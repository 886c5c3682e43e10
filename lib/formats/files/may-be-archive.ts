import type { Descriptor } from '#lib/oci/descriptor';

const types =
  /(?:^|[./+-])(?:x-)?(?:tar|g?tar|tgz|zip)(?:$|[.+-])|^application\/(?:(?:x-)?g(?:un)?zip|java-archive|vnd\.android\.package-archive)$/i;
const names = /\.(?:tar|tgz|tar\.\w{2,4}|zip|jar|war|ear|whl|nupkg|vsix|apk|aar)$/i;

/** Whether a blob may be an archive whose files can be listed, by its type and the name its publisher gave it. */
export function mayBeArchive({
  mediaType,
  annotations,
}: Pick<Descriptor, 'mediaType' | 'annotations'>): boolean {
  return types.test(mediaType) || names.test(annotations?.['org.opencontainers.image.title'] ?? '');
}
