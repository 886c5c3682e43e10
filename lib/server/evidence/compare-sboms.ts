import { chooseSboms } from '#lib/formats/compare/choose-sboms';
import { comparePackages } from '#lib/formats/compare/compare-packages';
import type { Comparison } from '#lib/formats/compare/comparison';
import { nounOfKind } from '#lib/formats/compare/headline';
import type { PackageRow } from '#lib/formats/documents/rows';
import type { Row } from '#lib/formats/rows/row-fields';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { placeOf } from '#lib/server/sessions/connect';
import type { CollectedFindings, PlacedSbom } from './collect-findings.ts';
import type { EvidenceRequest } from './graph-around.ts';
import type { ReadRows } from './read-carrier.ts';
import { readRows } from './read-carrier.ts';
import type { Surroundings } from './surroundings.ts';

/** What is needed of a side: its SBOMs, and which image stands for it. */
export type SbomSide = Pick<CollectedFindings, 'sboms'> & {
  readonly name: string;
  readonly image: { readonly digest: Digest };
  readonly around: Pick<Surroundings, 'root' | 'isComplete' | 'carriers'>;
};

/** What differs between the packages of two artifacts, by an SBOM of each; which of them lacks one is said. */
export async function compareSboms(
  left: SbomSide,
  right: SbomSide,
  request: Pick<EvidenceRequest, 'session' | 'signal'>,
): Promise<Comparison['packages']> {
  const [one, other] = chooseSboms(candidates(left), candidates(right));
  if (one === undefined || other === undefined)
    return { state: 'missing', reason: lackOf('sbom', [...(one ? [] : [left]), ...(other ? [] : [right])]) };
  const [before, after] = await Promise.all([packagesOf(one, request), packagesOf(other, request)]);
  return {
    state: 'compared',
    left: one.digest,
    right: other.digest,
    ...comparePackages(before.packages, after.packages),
    doubts: [...doubtsOf(one, other), ...cutOf(left, before), ...cutOf(right, after)],
  };
}

/** Who lacks evidence of a kind, and whether that is sure: `app:1.0 has no SBOM.` */
export function lackOf(
  kind: Extract<Kind, 'sbom' | 'vulnerability-report'>,
  sides: readonly {
    readonly name: string;
    readonly around: Pick<Surroundings, 'isComplete'> & {
      readonly carriers: readonly { readonly node: Pick<GraphNode, 'kind'> }[];
    };
  }[],
): string {
  const noun = nounOfKind(kind);
  const names = sides.map(({ name }) => name);
  const unread = sides.find(({ around }) => around.carriers.some(({ node }) => node.kind === kind));
  if (unread !== undefined) return `The ${noun} of ${unread.name} could not be read.`;
  if (!sides.every(({ around }) => around.isComplete))
    return `No ${noun} of ${names.join(' or ')} was found, and not every question has an answer.`;
  return names.length === 1 ? `${names[0]} has no ${noun}.` : `No ${noun} is attached to either of them.`;
}

function candidates({ sboms, image, around }: SbomSide) {
  const fitting = sboms.filter(({ about }) => about === image.digest || about === around.root);
  return { image: image.digest, sboms: fitting };
}

type ReadPackages = Pick<ReadRows, 'cut'> & { readonly packages: readonly PackageRow[] };

async function packagesOf(
  { place }: PlacedSbom,
  { session, signal }: Pick<EvidenceRequest, 'session' | 'signal'>,
): Promise<ReadPackages> {
  const { rows, ...read } = await readRows(
    placeOf(session, place.reference),
    { ...place, part: 'packages' },
    signal,
  );
  return { ...read, packages: rows.filter(isPackage) };
}

function cutOf({ name }: SbomSide, { cut }: ReadPackages): readonly string[] {
  return cut === undefined ? [] : [`Not all of the SBOM of ${name} is compared. ${cut}`];
}

function isPackage(row: Row): row is PackageRow {
  return 'name' in row && 'licences' in row;
}

function doubtsOf(left: PlacedSbom, right: PlacedSbom): readonly string[] {
  const tools = [left.tool, right.tool];
  if (tools[0] === tools[1]) return [];
  const names = tools.map((tool) => tool ?? 'a tool that is not named');
  return [`The SBOMs are by ${names.join(' and ')}: different tools find different packages.`];
}
