import { isDeepStrictEqual } from 'node:util';
import { expect } from '@playwright/test';
import { saidOf, trueOf, untruths } from '#e2e/coverage/compare-cells';
import type { Lie } from '#e2e/coverage/lying-registry';
import { liesOfContent, liesOfReferrers, liesOfTags, startLyingRegistry } from '#e2e/coverage/lying-registry';
import type { Truth, TruthTag } from '#e2e/coverage/truth';
import { truth } from '#e2e/coverage/truth';
import type { TruthPlace } from '#e2e/coverage/truth-place';
import { fewRepository } from '#e2e/coverage/truth-place';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { AuditRow } from '#lib/audit/audit';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';

/** An address about which a registry lies, and the artifacts that a lie there may touch. */
type Subject = {
  readonly what: string;
  readonly isLie: (address: string) => boolean;
  readonly lies: Readonly<Record<string, Lie>>;
  readonly touched: readonly TruthTag[];
};

/** Asks for an audit through one liar for each lie: what it touches is true or openly unknown, all else is true. */
export async function expectHonestAnswers(place: TruthPlace): Promise<void> {
  const all = (await subjects(place)).flatMap((subject) =>
    Object.entries(subject.lies).map(([name, lie]) => ({
      ...subject,
      name: `${subject.what}: ${name}`,
      lie,
    })),
  );
  await mapConcurrent(all, 3, async ({ name, isLie, lie, touched }) => {
    const liar = await startLyingRegistry(place.planted.host, isLie, lie);
    const ref = `${liar.host}/${fewRepository}`;
    const { status, audit } = await place.ask({ ref, require: 'signature:matches' });
    await liar.stop();
    expect.soft(status, name).toBe(200);
    expect.soft(liar.lies(), `${name}, told`).toBeGreaterThan(0);
    expect.soft(whatIsWrong(audit.rows, touched), name).toEqual([]);
  });
}

/** What rows say that is not true: of what a fault touched only what is not openly unknown either. */
export function whatIsWrong(rows: readonly AuditRow[], touched: readonly TruthTag[]): readonly string[] {
  return rows.flatMap((row) => {
    const [tag, real] = Object.entries<Truth>(truth).find(([name]) => row.tags.includes(name)) ?? [];
    if (real === undefined) return [`${row.reference} was not planted`];
    if (touched.some((one) => one === tag)) return untruths(row, real);
    return isDeepStrictEqual(saidOf(row), trueOf(real)) ? [] : [`${tag}: ${JSON.stringify(saidOf(row))}`];
  });
}

async function subjects({ planted }: TruthPlace): Promise<readonly Subject[]> {
  const { host, digestOf } = planted;
  const signed = digestOf('signed-bundle');
  const signature = await attachmentOf(host, signed, /sigstore/);
  const vex = await attachmentOf(host, digestOf('report-excused'), /openvex/);
  const end = (text: string) => (address: string) => address.endsWith(text);
  const borrowed: readonly TruthTag[] = ['signed-bundle', 'good-and-borrowed'];
  return [
    {
      what: 'what refers to an image',
      isLie: (address) => address.includes(`/referrers/${signed}`),
      lies: liesOfReferrers,
      touched: ['signed-bundle'],
    },
    {
      what: 'the manifest of a signature',
      isLie: end(`/manifests/${signature.digest}`),
      lies: liesOfContent,
      touched: ['signed-bundle'],
    },
    {
      what: 'a signature',
      isLie: end(`/blobs/${signature.blob}`),
      lies: liesOfContent,
      touched: borrowed,
    },
    {
      what: 'a VEX document',
      isLie: end(`/blobs/${vex.blob}`),
      lies: liesOfContent,
      touched: ['report-excused'],
    },
    {
      what: 'a tag made from a digest',
      isLie: end(`/manifests/${referrersTag(digestOf('signed-legacy'))}.sig`),
      lies: liesOfContent,
      touched: ['signed-legacy'],
    },
    {
      what: 'a tag',
      isLie: end('/manifests/signed-bundle'),
      lies: liesOfContent,
      touched: ['signed-bundle'],
    },
    {
      what: 'the list of tags',
      isLie: (address) => address.includes('/tags/list'),
      lies: liesOfTags,
      touched: [],
    },
  ];
}

/** The manifest and the first file of what is attached to a subject. */
async function attachmentOf(host: string, subject: Digest, type: RegExp) {
  const at = `http://${host}/v2/${fewRepository}`;
  const list: { readonly manifests: readonly { readonly digest: string; readonly artifactType: string }[] } =
    await (await fetch(`${at}/referrers/${subject}`)).json();
  const digest = list.manifests.find(({ artifactType }) => type.test(artifactType))?.digest;
  const manifest: { readonly layers: readonly { readonly digest: string }[] } = await (
    await fetch(`${at}/manifests/${digest}`)
  ).json();
  return { digest, blob: manifest.layers[0]?.digest };
}
