import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import type { Kind, Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';

/** What tells images and artifacts apart that all have the type of a plain image. */
export type Mark = {
  /** Where to look: an annotation of the manifest, of a layer or index entry, a label, a layer's type or file name. */
  readonly place: 'manifest' | 'entry' | 'label' | 'type' | 'file';
  /** The key or text to find; for types and keys a beginning when it ends in `*`, for files an ending. */
  readonly sign: string;
  readonly value?: string;
  readonly kind: Kind;
  /** Undefined where the form is still that of the image. */
  readonly format?: string;
  readonly title: string;
};

/** In the order of what tells most; a mark of kind `image` is told beside the platform. */
const marks: readonly Mark[] = [
  mark('type', 'application/vnd.ollama.image.*', 'model', 'ollama', 'Ollama model'),
  mark('entry', 'dev.tekton.image.kind', 'package', 'tekton', 'Tekton bundle'),
  mark('entry', 'io.crossplane.xpkg', 'package', 'crossplane', 'Crossplane package'),
  mark('label', 'io.crossplane.xpkg*', 'package', 'crossplane', 'Crossplane package'),
  mark('label', 'operators.operatorframework.io.bundle*', 'package', 'olm', 'OLM bundle'),
  mark('label', 'operators.operatorframework.io.index*', 'package', 'olm', 'OLM catalogue'),
  mark('label', 'dev.carvel.imgpkg.bundle', 'package', 'imgpkg', 'imgpkg bundle'),
  mark('manifest', 'org.kcllang.package.name', 'package', 'kcl', 'KCL package'),
  mark('entry', 'sh.brew.*', 'package', 'homebrew-bottle', 'Homebrew bottle'),
  mark('manifest', 'sh.brew.*', 'package', 'homebrew-bottle', 'Homebrew bottle'),
  mark(
    'manifest',
    'com.github.package.type=homebrew_bottle',
    'package',
    'homebrew-bottle',
    'Homebrew bottle',
  ),
  mark('manifest', 'io.cnab.runtime_version', 'package', 'cnab', 'CNAB bundle'),
  mark('manifest', 'module.wasm.image/variant', 'wasm', 'wasm-compat', 'Wasm module'),
  mark('label', 'module.wasm.image/variant', 'wasm', 'wasm-compat', 'Wasm module'),
  mark('manifest', 'io.kubewarden.*', 'policy', 'kubewarden', 'Kubewarden policy'),
  mark('manifest', 'dev.timoni.content.type', 'package', 'timoni', 'Timoni module'),
  mark('manifest', 'dev.containers.metadata', 'package', 'devcontainer', 'Dev container feature'),
  mark('type', 'application/vnd.buildkit.cacheconfig.v0', 'artifact', 'buildkit-cache', 'BuildKit cache'),
  mark('entry', 'org.opencontainers.image.enc.*', 'image', 'encrypted-image', 'encrypted'),
  mark('type', '*+encrypted', 'image', 'encrypted-image', 'encrypted'),
  mark('type', 'application/vnd.oci.image.layer.nydus.*', 'image', 'nydus', 'Nydus'),
  mark('entry', 'containerd.io/snapshot/nydus-*', 'image', 'nydus', 'Nydus'),
  mark('entry', 'containerd.io/snapshot/overlaybd/*', 'image', 'overlaybd', 'OverlayBD'),
  mark('entry', 'io.github.containers.zstd-chunked.*', 'image', 'zstd-chunked', 'zstd:chunked'),
  mark('entry', 'io.containers.zstd-chunked.*', 'image', 'zstd-chunked', 'zstd:chunked'),
  mark('entry', 'containerd.io/snapshot/stargz/*', 'image', 'estargz', 'eStargz'),
  mark('manifest', 'com.amazon.soci.index-digest', 'image', undefined, 'SOCI'),
  mark('label', 'containers.bootc', 'image', 'bootc', 'bootable'),
  mark('label', 'ostree.bootable', 'image', 'bootc', 'bootable'),
  mark('entry', 'ostree.*', 'image', 'bootc', 'bootable'),
  mark('type', 'application/vnd.oci.image.layer.nondistributable.*', 'image', undefined, 'external layers'),
  mark('type', 'application/vnd.docker.image.rootfs.foreign.*', 'image', undefined, 'external layers'),
  mark('file', '.gguf', 'model', 'gguf', 'GGUF model'),
  mark('file', '.safetensors', 'model', 'safetensors', 'Safetensors model'),
  mark('file', '.onnx', 'model', 'onnx', 'ONNX model'),
];

/** The first mark that a manifest bears: on itself, or on its layers or entries. */
export function findMark(manifest: Manifest): Mark | undefined {
  const held = manifest.shape === 'manifest' ? manifest.layers : entriesOf(manifest);
  return marks.find((candidate) => bears(candidate, manifest.annotations ?? {}, held));
}

/** The mark that an image bears in the labels of its config. */
export function findLabel(labels: Annotations): Mark | undefined {
  return marks.find((candidate) => candidate.place === 'label' && hasKey(labels, candidate));
}

function entriesOf(manifest: Manifest): readonly Descriptor[] {
  return manifest.shape === 'index' ? manifest.manifests : [];
}

function bears(candidate: Mark, annotations: Annotations, held: readonly Descriptor[]): boolean {
  switch (candidate.place) {
    case 'manifest':
      return hasKey(annotations, candidate);
    case 'entry':
      return held.some((descriptor) => hasKey(descriptor.annotations ?? {}, candidate));
    case 'type':
      return held.some(({ mediaType }) => matches(mediaType, candidate.sign));
    case 'file':
      return held.some((descriptor) =>
        descriptor.annotations?.[titleAnnotation]?.toLowerCase().endsWith(candidate.sign),
      );
    case 'label':
      return false;
    default:
      return candidate.place satisfies never;
  }
}

const titleAnnotation = 'org.opencontainers.image.title';

function hasKey(annotations: Annotations, { sign, value }: Mark): boolean {
  if (!sign.endsWith('*')) {
    const found = Object.hasOwn(annotations, sign) ? annotations[sign] : undefined;
    return found !== undefined && (value === undefined || found === value);
  }
  for (const key in annotations) if (matches(key, sign)) return true;
  return false;
}

function matches(text: string, pattern: string): boolean {
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

function mark(
  place: Mark['place'],
  sign: string,
  kind: Kind,
  format: string | undefined,
  title: string,
): Mark {
  const [key = sign, value] = sign.split('=');
  return {
    ...{ place, sign: key, kind, title },
    ...(value === undefined ? {} : { value }),
    ...(format === undefined ? {} : { format }),
  };
}

/** What an image or index means with a mark on it: another thing than an image, or an image of a special make. */
export function meaningOfMark(mark: Mark, plain: Meaning): Meaning {
  const format = mark.format ?? plain.format;
  const confidence = mark.place === 'file' ? 'name' : plain.confidence;
  if (mark.kind !== 'image') return { ...plain, kind: mark.kind, format, title: mark.title, confidence };
  return { ...plain, format, title: `${plain.title} · ${mark.title}`, confidence };
}
