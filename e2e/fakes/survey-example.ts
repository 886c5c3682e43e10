import type { EdgeSource } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { Notice } from '#lib/transfer/plan';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import { digestOf } from './graph-example.ts';

type Lists = Readonly<Record<number, readonly number[]>>;

/** A survey in numbers; 1 is the root. */
type Example = {
  readonly manifests?: readonly number[];
  readonly children?: Lists;
  /** Referrers by subject; they name it themselves. */
  readonly referrers?: Lists;
  /** The same by a tag of cosign: the manifest names nothing. */
  readonly cosign?: Lists;
  readonly elsewhere?: Lists;
  readonly missing?: readonly number[];
  readonly tag?: string;
  readonly tags?: Readonly<Record<string, number>>;
  readonly holders?: Readonly<Record<number, Readonly<Record<number, readonly string[]>>>>;
  /** Entries of referrers lists by subject; the list of subject 1 is 1001. */
  readonly lists?: Lists;
  /** Blobs by manifest; each is 100 bytes. */
  readonly blobs?: Lists;
  readonly hasReferrersApi?: boolean;
  readonly gaps?: readonly Notice[];
};

const surveyedAt = { registry: 'registry.example', repository: 'acme/app' } as const;

/** The digest of the referrers list of a subject. */
export function listDigest(subject: number): Digest {
  return digestOf(1000 + subject);
}

/** A survey as makeSurvey gives it, from as little as a test is about. */
export function surveyExample(example: Example): Survey {
  const { children = {}, referrers = {}, cosign = {}, elsewhere = {}, lists = {}, blobs = {} } = example;
  const missing = new Set(example.missing ?? []);
  const named = [children, referrers, cosign].flatMap((part) =>
    Object.entries(part).flatMap(([key, list]) => [Number(key), ...list]),
  );
  const numbers = new Set([1, ...(example.manifests ?? []), ...named]);
  const subjects = new Map(
    Object.entries(referrers).flatMap(([subject, list]) => list.map((number) => [number, Number(subject)])),
  );
  const manifest = (number: number): SurveyedManifest => {
    const held = children[number];
    const subject = subjects.get(number);
    const mediaType = held === undefined ? mediaTypes.ociManifest : mediaTypes.ociIndex;
    return {
      content: { mediaType, digest: digestOf(number), size: 10 },
      kind: 'artifact',
      title: `Artifact ${number}`,
      ...(subject === undefined ? {} : { subject: digestOf(subject) }),
      children: (held ?? []).map((child) => descriptor(child, mediaTypes.ociManifest)),
      blobs: (blobs[number] ?? []).map((blob) => descriptor(blob, 'application/octet-stream')),
      absent: [],
      others: [],
    };
  };
  const attached = (part: Lists, source: EdgeSource) =>
    Object.entries(part).flatMap(([subject, list]) =>
      list.map((number) => ({ subject: digestOf(Number(subject)), digest: digestOf(number), source })),
    );
  const all = [
    ...attached(referrers, 'referrers-api'),
    ...attached(cosign, 'cosign-tags'),
    ...attached(elsewhere, 'external'),
  ];
  const bySubject = Map.groupBy(all, ({ subject }) => subject);
  const away = { registry: surveyedAt.registry, repository: 'acme/signatures' };
  const listTags = Object.keys(lists).map(
    (subject) => [referrersTag(digestOf(Number(subject))), listDigest(Number(subject))] as const,
  );
  return {
    at: surveyedAt,
    root: digestOf(1),
    ...(example.tag === undefined ? {} : { tag: example.tag }),
    manifests: new Map(
      [...numbers].flatMap((number) =>
        missing.has(number) ? [] : [[digestOf(number), manifest(number)] as const],
      ),
    ),
    missing: new Map([...missing].map((number) => [digestOf(number), 'The registry does not have it.'])),
    embedded: new Map(),
    referrers: new Map(
      [...bySubject].map(([subject, list]) => [
        subject,
        list.map(({ digest, source }) => ({
          digest,
          sources: [source],
          ...(source === 'external' ? { elsewhere: away } : {}),
        })),
      ]),
    ),
    referrersLists: new Map(
      Object.entries(lists).map(([subject, entries]) => {
        const digest = digestOf(Number(subject));
        const list = { tag: referrersTag(digest), digest: listDigest(Number(subject)) };
        return [digest, { ...list, entries: entries.map(digestOf) }];
      }),
    ),
    tags: new Map([
      ...Object.entries(example.tags ?? {}).map(([tag, number]) => [tag, digestOf(number)] as const),
      ...listTags,
    ]),
    holders: new Map(
      Object.entries(example.holders ?? {}).map(([number, by]) => [
        digestOf(Number(number)),
        Object.entries(by).map(([index, tags]) => ({ digest: digestOf(Number(index)), tags })),
      ]),
    ),
    hasReferrersApi: example.hasReferrersApi ?? true,
    gaps: example.gaps ?? [],
  };
}

function descriptor(number: number, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(number), size: 100 };
}
