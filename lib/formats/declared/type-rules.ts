import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';

/** What tells images and artifacts apart that all have the type of a plain image. */
export type TypeRule = {
  /** Where to look: an annotation of the manifest, of a layer or index entry, a label, a layer's type or file name. */
  readonly location: 'manifest' | 'entry' | 'label' | 'type' | 'file';
  /** The key or text to find; for types and keys a beginning when it ends in `*`, for files an ending. */
  readonly pattern: string;
  readonly value?: string;
  readonly kind: Kind;
  /** Undefined where the form is still that of the image. */
  readonly format?: string;
  readonly title: string;
};

/** In the order of what tells most; what a rule of kind `image` tells stands beside the platform. */
const typeRules: readonly TypeRule[] = [
  rule('type', 'application/vnd.ollama.image.*', 'model', 'ollama', 'Ollama model'),
  rule('entry', 'dev.tekton.image.kind', 'package', 'tekton', 'Tekton bundle'),
  rule('entry', 'io.crossplane.xpkg', 'package', 'crossplane', 'Crossplane package'),
  rule('label', 'io.crossplane.xpkg*', 'package', 'crossplane', 'Crossplane package'),
  rule('label', 'operators.operatorframework.io.bundle*', 'package', 'olm', 'OLM bundle'),
  rule('label', 'operators.operatorframework.io.index*', 'package', 'olm', 'OLM catalogue'),
  rule('label', 'dev.carvel.imgpkg.bundle', 'package', 'imgpkg', 'imgpkg bundle'),
  rule('manifest', 'org.kcllang.package.name', 'package', 'kcl', 'KCL package'),
  rule('entry', 'sh.brew.*', 'package', 'homebrew-bottle', 'Homebrew bottle'),
  rule('manifest', 'sh.brew.*', 'package', 'homebrew-bottle', 'Homebrew bottle'),
  rule(
    'manifest',
    'com.github.package.type=homebrew_bottle',
    'package',
    'homebrew-bottle',
    'Homebrew bottle',
  ),
  rule('manifest', 'io.cnab.runtime_version', 'package', 'cnab', 'CNAB bundle'),
  rule('manifest', 'module.wasm.image/variant', 'wasm', 'wasm-compat', 'Wasm module'),
  rule('label', 'module.wasm.image/variant', 'wasm', 'wasm-compat', 'Wasm module'),
  rule('manifest', 'io.kubewarden.*', 'policy', 'kubewarden', 'Kubewarden policy'),
  rule('manifest', 'dev.timoni.content.type', 'package', 'timoni', 'Timoni module'),
  rule('manifest', 'dev.containers.metadata', 'package', 'devcontainer', 'Dev container feature'),
  rule('type', 'application/vnd.buildkit.cacheconfig.v0', 'artifact', 'buildkit-cache', 'BuildKit cache'),
  rule('entry', 'org.opencontainers.image.enc.*', 'image', 'encrypted-image', 'encrypted'),
  rule('type', '*+encrypted', 'image', 'encrypted-image', 'encrypted'),
  rule('type', 'application/vnd.oci.image.layer.nydus.*', 'image', 'nydus', 'Nydus'),
  rule('entry', 'containerd.io/snapshot/nydus-*', 'image', 'nydus', 'Nydus'),
  rule('entry', 'containerd.io/snapshot/overlaybd/*', 'image', 'overlaybd', 'OverlayBD'),
  rule('entry', 'io.github.containers.zstd-chunked.*', 'image', 'zstd-chunked', 'zstd:chunked'),
  rule('entry', 'io.containers.zstd-chunked.*', 'image', 'zstd-chunked', 'zstd:chunked'),
  rule('entry', 'containerd.io/snapshot/stargz/*', 'image', 'estargz', 'eStargz'),
  rule('manifest', 'com.amazon.soci.index-digest', 'image', undefined, 'SOCI'),
  rule('label', 'containers.bootc', 'image', 'bootc', 'bootable'),
  rule('label', 'ostree.bootable', 'image', 'bootc', 'bootable'),
  rule('entry', 'ostree.*', 'image', 'bootc', 'bootable'),
  rule('type', 'application/vnd.oci.image.layer.nondistributable.*', 'image', undefined, 'external layers'),
  rule('type', 'application/vnd.docker.image.rootfs.foreign.*', 'image', undefined, 'external layers'),
  rule('file', '.gguf', 'model', 'gguf', 'GGUF model'),
  rule('file', '.safetensors', 'model', 'safetensors', 'Safetensors model'),
  rule('file', '.onnx', 'model', 'onnx', 'ONNX model'),
];

/** The first rule that a manifest matches, by itself or by its layers or entries; undefined for a plain image. */
export function findTypeRule(manifest: Manifest): TypeRule | undefined {
  const held = manifest.shape === 'manifest' ? manifest.layers : entriesOf(manifest);
  return typeRules.find((candidate) => matches(candidate, manifest.annotations ?? {}, held));
}

/** The first rule that the labels in the config of an image match; undefined when none does. */
export function findLabelRule(labels: Annotations): TypeRule | undefined {
  return typeRules.find((candidate) => candidate.location === 'label' && hasKey(labels, candidate));
}

function entriesOf(manifest: Manifest): readonly Descriptor[] {
  return manifest.shape === 'index' ? manifest.manifests : [];
}

function matches(candidate: TypeRule, annotations: Annotations, held: readonly Descriptor[]): boolean {
  switch (candidate.location) {
    case 'manifest':
      return hasKey(annotations, candidate);
    case 'entry':
      return held.some((descriptor) => hasKey(descriptor.annotations ?? {}, candidate));
    case 'type':
      return held.some(({ mediaType }) => fitsPattern(mediaType, candidate.pattern));
    case 'file':
      return held.some((descriptor) =>
        descriptor.annotations?.[titleAnnotation]?.toLowerCase().endsWith(candidate.pattern),
      );
    case 'label':
      return false;
    default:
      return candidate.location satisfies never;
  }
}

const titleAnnotation = 'org.opencontainers.image.title';

function hasKey(annotations: Annotations, { pattern, value }: TypeRule): boolean {
  if (!pattern.endsWith('*')) {
    const found = Object.hasOwn(annotations, pattern) ? annotations[pattern] : undefined;
    return found !== undefined && (value === undefined || found === value);
  }
  for (const key in annotations) if (fitsPattern(key, pattern)) return true;
  return false;
}

function fitsPattern(text: string, pattern: string): boolean {
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

function rule(
  location: TypeRule['location'],
  pattern: string,
  kind: Kind,
  format: string | undefined,
  title: string,
): TypeRule {
  const [key = pattern, value] = pattern.split('=');
  return {
    ...{ location, pattern: key, kind, title },
    ...(value === undefined ? {} : { value }),
    ...(format === undefined ? {} : { format }),
  };
}

/** What an image or index is by a rule that it matches: another thing than an image, or an image of a special make. */
export function applyTypeRule(matched: TypeRule, plain: Meaning): Meaning {
  const format = matched.format ?? plain.format;
  const confidence = matched.location === 'file' ? 'name' : plain.confidence;
  if (matched.kind !== 'image')
    return { ...plain, kind: matched.kind, format, title: matched.title, confidence };
  return { ...plain, format, title: `${plain.title} · ${matched.title}`, confidence };
}
