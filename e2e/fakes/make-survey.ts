import { createHash } from 'node:crypto';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { parsePlatform } from '#lib/oci/platform';
import type { Survey, SurveyedManifest, SurveyedReferrer } from '#lib/transfer/survey/survey';

/** A manifest of an example by names: its digest is the hash of its own. */
export type Sketch = {
  readonly children?: readonly string[];
  readonly blobs?: readonly string[];
  readonly subject?: string;
  readonly artifactType?: string;
  /** `os/architecture` */
  readonly platform?: string;
};

/** The digest that stands for a name in examples. */
export function named(name: string): Digest {
  return digestFromHash('sha256', createHash('sha256').update(name).digest('hex'));
}

/** A survey from a few words, its first manifest the root; every blob has 100 bytes, every manifest 10. */
export function makeSurvey(sketches: Readonly<Record<string, Sketch>>, more: Partial<Survey> = {}): Survey {
  const manifests = new Map<Digest, SurveyedManifest>();
  const referrers = new Map<Digest, SurveyedReferrer[]>();
  for (const [name, sketch] of Object.entries(sketches)) {
    manifests.set(named(name), toManifest(name, sketch, sketches));
    if (sketch.subject === undefined) continue;
    const listed = referrers.get(named(sketch.subject)) ?? [];
    referrers.set(named(sketch.subject), [...listed, { digest: named(name), sources: ['referrers-api'] }]);
  }
  const [root = ''] = Object.keys(sketches);
  return {
    at: { registry: 'source.example', repository: 'acme/app' },
    root: named(root),
    manifests,
    missing: new Map(),
    embedded: new Map(),
    referrers,
    referrersLists: new Map(),
    tags: new Map(),
    holders: new Map(),
    hasReferrersApi: true,
    gaps: [],
    ...more,
  };
}

function toManifest(name: string, sketch: Sketch, all: Readonly<Record<string, Sketch>>): SurveyedManifest {
  const { children = [], blobs = [], subject, artifactType } = sketch;
  const isIndex = children.length > 0;
  const mediaType = isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest;
  return {
    content: {
      mediaType,
      digest: named(name),
      size: 10,
      ...(artifactType === undefined ? {} : { artifactType }),
    },
    kind: isIndex ? 'index' : subject === undefined ? 'image' : 'artifact',
    title: name,
    ...(subject === undefined ? {} : { subject: named(subject) }),
    children: children.map((child) => toEntry(child, all[child])),
    blobs: blobs.map((blob) => ({
      mediaType: 'application/octet-stream',
      digest: named(blob),
      size: 100,
    })),
    absent: [],
    others: [],
  };
}

function toEntry(name: string, sketch: Sketch | undefined): Descriptor {
  const [os, architecture] = (sketch?.platform ?? '').split('/');
  const platform = parsePlatform({ os, architecture });
  return {
    mediaType: mediaTypes.ociManifest,
    digest: named(name),
    size: 10,
    ...(platform === undefined ? {} : { platform }),
  };
}
