import type { CellState, EvidenceName, ReportCell } from '#lib/audit/audit';
import type { Kind } from '#lib/oci/kind';

/** What is true of one kind of evidence; the name of the state alone stands for one piece. */
export type TrueCell = Pick<ReportCell, 'state' | 'count' | 'on' | 'age' | 'worst' | 'open' | 'unrated'>;

/** What is true of a place: a kind that is not named is proven not to be there. */
export type TrueCells = Readonly<Partial<Record<EvidenceName, TrueCell>>>;

/** What is true of an artifact, when every artifact has to have a signature that matches the policy. */
export type Truth = TrueCells & {
  readonly kind: Kind;
  readonly verdict: 'pass' | 'fail';
  /** Of an index. */
  readonly platforms?: Readonly<Record<'linux/amd64' | 'linux/arm64', TrueCells>>;
};

const one = (state: CellState) => ({ state, count: 1 }) as const;
const two = (state: CellState) => ({ state, count: 2 }) as const;

const image = (verdict: Truth['verdict'], cells: TrueCells): Truth => ({ kind: 'image', verdict, ...cells });
const report = (count: number, more: Partial<TrueCell>): TrueCell => ({ state: 'present', count, ...more });

/**
 * The planted truth, by the tag: written down from what was planted, not from what an audit says of it. A policy names
 * the keys of cosign 3 and of cosign 2 and the certificate of notation.
 */
export const truth = {
  // Signatures, each by another tool or in another form.
  unsigned: image('fail', {}),
  'signed-bundle': image('pass', { signature: one('matches') }),
  'signed-legacy': image('pass', { signature: one('matches') }),
  'signed-jws': image('pass', { signature: one('matches') }),
  'signed-cose': image('pass', { signature: one('matches') }),
  'signed-twice': image('pass', { signature: two('matches') }),
  release: image('pass', { signature: one('matches'), sbom: one('matches') }),
  // What strangers make of the signatures of others.
  'borrowed-bundle': image('fail', { signature: one('failed') }),
  'borrowed-legacy': image('fail', { signature: one('failed') }),
  'borrowed-jws': image('fail', { signature: one('failed') }),
  tampered: image('fail', { signature: one('failed') }),
  'wrong-key': image('fail', { signature: one('failed') }),
  'good-and-borrowed': image('pass', { signature: two('matches') }),
  // SBOMs in each of their clothes.
  'sbom-spdx': image('fail', { sbom: one('present') }),
  'sbom-cyclonedx': image('fail', { sbom: one('present') }),
  'sbom-cyclonedx-xml': image('fail', { sbom: one('present') }),
  'sbom-bundle': image('fail', { sbom: one('matches') }),
  'sbom-att-tag': image('fail', { sbom: one('matches') }),
  'sbom-tag': image('fail', { sbom: one('present') }),
  'sbom-notarized': image('fail', { sbom: one('matches') }),
  'sbom-and-borrowed': image('fail', { sbom: two('failed') }),
  // Provenance.
  'provenance-v1': image('fail', { provenance: one('matches') }),
  'provenance-v02': image('fail', { provenance: one('matches') }),
  'provenance-of-sibling': image('fail', { provenance: one('failed') }),
  // Reports: the newest of each tool counts, and the newest of all is the age.
  'reports-old': image('fail', { report: report(2, { age: 20, worst: 'high', open: 2 }) }),
  'reports-of-two-tools': image('fail', { report: report(3, { age: 1, worst: 'high', open: 2 }) }),
  'report-excused': image('fail', {
    report: report(1, { age: 2, worst: 'low', open: 1 }),
    vex: one('present'),
  }),
  'report-without-severity': image('fail', {
    report: report(1, { age: 5, worst: 'low', open: 2, unrated: 1 }),
  }),
  'vex-bundle': image('fail', { vex: one('matches') }),
  // On the index, on one platform, on each.
  'index-signed': {
    kind: 'index',
    verdict: 'pass',
    signature: { ...one('matches'), on: 'index' },
    platforms: { 'linux/amd64': {}, 'linux/arm64': {} },
  },
  'platform-signed': {
    kind: 'index',
    verdict: 'fail',
    signature: { ...one('matches'), on: 'some platforms' },
    platforms: { 'linux/amd64': { signature: one('matches') }, 'linux/arm64': {} },
  },
  // Signed are the platforms, and the policy wants a signature of the index itself.
  'platforms-signed': {
    kind: 'index',
    verdict: 'fail',
    signature: { ...two('matches'), on: 'every platform' },
    platforms: {
      'linux/amd64': { signature: one('matches') },
      'linux/arm64': { signature: one('matches') },
    },
  },
  buildkit: {
    kind: 'index',
    verdict: 'fail',
    sbom: { ...two('present'), on: 'every platform' },
    provenance: { ...two('present'), on: 'every platform' },
    platforms: {
      'linux/amd64': { sbom: one('present'), provenance: one('present') },
      'linux/arm64': { sbom: one('present'), provenance: one('present') },
    },
  },
  // No images.
  chart: { kind: 'chart', verdict: 'fail' },
  file: { kind: 'artifact', verdict: 'fail' },
} as const satisfies Readonly<Record<string, Truth>>;

export type TruthTag = keyof typeof truth;

/** The tags that name no artifact of their own, by the tag of the same artifact. */
export const otherTags: Readonly<Partial<Record<TruthTag, string>>> = { 'signed-bundle': 'latest' };
