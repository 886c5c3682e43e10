import { alignLayers } from '#lib/formats/compare/align-layers';
import type { ComparedAttachment } from '#lib/formats/compare/compare-attachments';
import { compareAttachments } from '#lib/formats/compare/compare-attachments';
import { compareConfigs, differences } from '#lib/formats/compare/compare-configs';
import { compareFindings } from '#lib/formats/compare/compare-findings';
import type { ComparedSide, Comparison } from '#lib/formats/compare/comparison';
import { given } from '#lib/formats/documents/given';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { unpackRows } from '#lib/server/documents/packed-join';
import { placeOf } from '#lib/server/sessions/connect';
import type { CollectedFindings } from './collect-findings.ts';
import { findingsAround } from './collect-findings.ts';
import { compareFileSystems } from './compare-file-systems.ts';
import { compareSboms, lackOf } from './compare-sboms.ts';
import type { ComparedImage, OpenedSide } from './compared-image.ts';
import { openImage, openSide } from './compared-image.ts';
import type { EvidenceRequest } from './graph-around.ts';
import type { Surroundings } from './surroundings.ts';
import { walkAround } from './walk-around.ts';

/** Everything that is known of one of two artifacts. */
type FullSide = CollectedFindings & {
  readonly rows: readonly JoinedFinding[];
  readonly name: string;
  readonly image: ComparedImage;
  readonly around: Surroundings;
  readonly opened: OpenedSide;
};

type Asked = Omit<EvidenceRequest, 'reference'> & {
  readonly platform?: string;
  /** Compares their files, too, for which layers are downloaded. */
  readonly hasFiles?: boolean;
};

/**
 * What differs between two artifacts, on a platform that both have.
 *
 * @throws RegistryError or OciError when one of them cannot be read
 */
export async function compareArtifacts(
  references: readonly [left: Reference, right: Reference],
  { platform, hasFiles = false, ...asked }: Asked,
): Promise<Comparison> {
  const open = (reference: Reference) =>
    openSide(placeOf(asked.session, reference).client, reference, asked.signal);
  const opened = await Promise.all([open(references[0]), open(references[1])]);
  const common = commonPlatforms(...opened);
  const chosen = common.find((name) => name === platform) ?? common.find(isUsual) ?? common[0];
  const [left, right] = await Promise.all([
    readSide(opened[0], chosen, asked),
    readSide(opened[1], chosen, asked),
  ]);
  return {
    left: describeSide(left),
    right: describeSide(right),
    platforms: common,
    doubts: doubtsOf(left, right),
    artifact: differences(topFacts(left), topFacts(right)),
    config: configsOf(left, right),
    layers:
      left.image.layers.length + right.image.layers.length === 0
        ? { state: 'missing', reason: 'Neither has layers.' }
        : { state: 'compared', ...alignLayers(left.image, right.image) },
    packages: await compareSboms(left, right, asked),
    findings: findingsOf(left, right),
    attachments: {
      rows: compareAttachments(attachmentsOf(left), attachmentsOf(right)),
      isComplete: { left: left.around.isComplete, right: right.around.isComplete },
    },
    ...(hasFiles ? { files: await compareFileSystems(left, right, asked) } : {}),
  };
}

function commonPlatforms(left: OpenedSide, right: OpenedSide): readonly string[] {
  return [...left.images.keys()].filter((name) => right.images.has(name));
}

function isUsual(platform: string): boolean {
  return platform === 'linux/amd64';
}

async function readSide(opened: OpenedSide, platform: string | undefined, asked: Asked): Promise<FullSide> {
  const request = { ...asked, reference: opened.reference };
  const [image, around] = await Promise.all([openImage(opened, platform, asked.signal), walkAround(request)]);
  const collected = await findingsAround(request, around);
  const rows = await unpackRows(collected.findings.packed);
  return { ...collected, rows, name: formatReference(opened.reference), image, around, opened };
}

function describeSide({ name, image, around, opened }: FullSide): ComparedSide {
  return given<ComparedSide>({
    reference: name,
    digest: opened.top.digest,
    title: around.rootNode.title,
    created: around.rootNode.created ?? image.config?.created,
    platforms: [...opened.images.keys()],
    image: image.digest,
    platform: image.platform,
    size: image.size,
  });
}

function doubtsOf(left: FullSide, right: FullSide): readonly string[] {
  const [one, other] = [left.image.platform, right.image.platform];
  const isOther = one !== undefined && other !== undefined && one !== other;
  return isOther ? [`They have no platform in common: ${one} is compared with ${other}.`] : [];
}

function topFacts({ opened, around, image }: FullSide): ReadonlyMap<string, string> {
  const { title, annotations } = around.rootNode;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Digest', opened.top.digest],
    ['Type', title],
    ['Platforms', opened.images.size === 0 ? undefined : [...opened.images.keys()].join(', ')],
    ['Image', image.digest === opened.top.digest ? undefined : image.digest],
    ...Object.entries(annotations).map(([name, value]) => [`Annotation ${name}`, value] as const),
  ];
  return new Map(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function configsOf(left: FullSide, right: FullSide): Comparison['config'] {
  const { config: one, noConfig = '' } = left.image;
  const other = right.image.config;
  if (one !== undefined && other !== undefined) return { state: 'compared', ...compareConfigs(one, other) };
  const reason =
    one === undefined ? `${left.name}: ${noConfig}` : `${right.name}: ${right.image.noConfig ?? ''}`;
  return { state: 'missing', reason };
}

/** Findings of the image and of the whole index; those of other platforms are not compared. */
function findingsOf(left: FullSide, right: FullSide): Comparison['findings'] {
  const lacking = [left, right].filter((side) => toolsOf(side).length === 0);
  if (lacking.length > 0) return { state: 'missing', reason: lackOf('vulnerability-report', lacking) };
  const [before, after] = [toolsOf(left), toolsOf(right)];
  const common = before.filter((tool) => after.includes(tool));
  const alone = [...before, ...after].filter((tool) => !common.includes(tool));
  const rowsOf = ({ rows, image, around }: FullSide) =>
    rows.filter(
      ({ about, tools }) =>
        (about.includes(image.digest) || about.includes(around.root)) &&
        (common.length === 0 || tools.some((tool) => common.includes(tool))),
    );
  const doubts = [left, right].flatMap(({ name, findings: { unread } }) =>
    unread.length === 0 ? [] : [`${unread.length} of the evidence of ${name} could not be read.`],
  );
  if (common.length === 0)
    doubts.push(
      `The reports are by ${before.join(', ')} and ${after.join(', ')}: each tool finds other things.`,
    );
  else if (alone.length > 0)
    doubts.push(
      `Only what ${common.join(' and ')} found is compared: ${alone.join(' and ')} looked at one side alone.`,
    );
  return { state: 'compared', ...compareFindings(rowsOf(left), rowsOf(right)), doubts };
}

/** The tools that looked for vulnerabilities. */
function toolsOf({ findings }: FullSide): readonly string[] {
  const reports = findings.reports.filter(({ isBeside }) => isBeside !== true);
  return [...new Set(reports.map(({ tool }) => tool))].sort();
}

function attachmentsOf({ around }: FullSide): readonly ComparedAttachment[] {
  const seen = new Set<string>();
  return around.attached.flatMap(({ node }) => {
    if (seen.has(node.digest)) return [];
    seen.add(node.digest);
    const parts = node.parts ?? [node];
    const { digest, created } = node;
    return parts.map(({ kind, title }) => given<ComparedAttachment>({ kind, title, digest, created }));
  });
}
