import { ociLimits } from './limits.ts';
import { OciError } from './oci-error.ts';

/** The two halves of a reference to a layout: what stands for the registry, and its last part with tag and digest. */
export type SplitLayout = { readonly registry: string; readonly rest: string };

const uploadId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const exampleHint = 'Write the whole path, for example oci:/home/me/layouts/app:1.2.';

/**
 * Whether a text names a layout on this machine, `oci:/path/dir` and `oci:upload/<id>/name`. Helm's `oci://host/name` is
 * a registry, `oci:1.0` an image of Docker Hub and `oci:5000/name` a host with a port.
 */
export function isLayoutText(text: string): boolean {
  return /^oci:(?:\/(?!\/)|upload\/|\.{1,2}\/|~)/.test(text);
}

/**
 * Splits `oci:/path/dir:tag` before its last part, and `oci:upload/<id>/name:tag` behind the id.
 *
 * @throws OciError `reference-invalid`, with a hint
 */
export function splitLayout(text: string): SplitLayout {
  const [, upload, name] = /^(oci:upload\/[^/]*)\/(.*)$/.exec(text) ?? [];
  if (upload !== undefined && name !== undefined) {
    return { registry: parseLayoutRegistry(upload), rest: name };
  }
  const slash = text.lastIndexOf('/');
  if (slash < 0 || text.startsWith('oci:upload/')) throw invalid(text, exampleHint);
  return { registry: parseLayoutRegistry(text.slice(0, slash)), rest: text.slice(slash + 1) };
}

/**
 * The folder that layouts lie in, `oci:/path` (`oci:` is the root), or an upload, `oci:upload/<id>`.
 *
 * @throws OciError `reference-invalid`, with a hint
 */
export function parseLayoutRegistry(text: string): string {
  if (text.startsWith('oci:upload/')) {
    if (uploadId.test(text.slice('oci:upload/'.length))) return text;
    throw invalid(text, 'Open an uploaded archive by the link that the upload gave.');
  }
  const path = text.slice('oci:'.length);
  if (path === '') return text;
  if (!path.startsWith('/')) throw invalid(text, exampleHint);
  // A path with two spellings would be two registries with one content.
  const isPlain = path.split('/').every((part, at) => at === 0 || !/^\.{0,2}$/.test(part));
  if (!isPlain) throw invalid(text, 'Write the path without empty parts and without dots that stand alone.');
  if (path.length > ociLimits.pathMaxCharacters || !path.isWellFormed() || /\p{Cc}/u.test(path)) {
    throw invalid(text, 'The path is too long, or has characters that cannot be written.');
  }
  return text;
}

/** Where a registry of layouts has them; undefined for a registry of the network. */
export function layoutPlace(
  registry: string,
):
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'upload'; readonly id: string }
  | undefined {
  if (registry.startsWith('oci:upload/')) return { kind: 'upload', id: registry.slice('oci:upload/'.length) };
  if (registry === 'oci:' || registry.startsWith('oci:/')) {
    return { kind: 'folder', path: registry.slice('oci:'.length) || '/' };
  }
  return undefined;
}

function invalid(text: string, hint: string): OciError {
  return new OciError('reference-invalid', `"${text.slice(0, 80)}" is not a layout.`, { hint });
}
