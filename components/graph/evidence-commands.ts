import type { Command } from '#components/ui/commands.ts';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';

/** What each kind is called, and the other words that people use for it, in small letters. */
const names = {
  signature: ['signature', 'signatures signed signer cosign notation'],
  provenance: ['provenance', 'slsa build built attestation'],
  sbom: ['SBOM', 'sbom packages bill materials spdx cyclonedx'],
  vex: ['VEX document', 'vex exploitability'],
  'vulnerability-report': ['report', 'reports cve cves vulnerabilities scan sarif'],
} as const satisfies Record<EvidenceKind, readonly [string, string]>;

/** Of one kind so many are offered: a reader who looks for an older one goes by the graph. */
const shownMax = 40;

type EvidenceWays = {
  readonly nodes: ReadonlyMap<Digest, GraphNode>;
  readonly onRead: (digest: Digest) => void;
  readonly onAskAgain: () => void;
  readonly onCoverage: () => void;
};

/** Leads to the evidence of an artifact by the words for its kind; where there is none, or it is not known, it says so. */
export function evidenceCommands(
  all: readonly Evidence[],
  { nodes, onRead, onAskAgain, onCoverage }: EvidenceWays,
): readonly Command[] {
  return all.flatMap((evidence): readonly Command[] => {
    const { kind, state } = evidence;
    const [name, aliases] = names[kind];
    const own = { group: 'Evidence', aliases: `${name} ${aliases}`, isOneOfMany: true } as const;
    if (state === 'found')
      return evidence.nodes.slice(0, shownMax).map((digest) => ({
        ...{ ...own, title: nodes.get(digest)?.title ?? formatShortDigest(digest) },
        ...{ note: `${name} · ${formatShortDigest(digest)}`, run: () => onRead(digest) },
      }));
    if (state === 'none')
      return [
        {
          ...{ ...own, title: `No ${name} is attached`, note: 'Coverage: which artifacts have one' },
          run: onCoverage,
        },
      ];
    const note = state === 'asking' ? 'The registry is still being asked' : evidence.reason;
    return [{ ...own, title: `No ${name} is known yet`, note, run: onAskAgain }];
  });
}
