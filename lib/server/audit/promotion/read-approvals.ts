import { mapConcurrent } from '#lib/async/map-concurrent';
import type { ApprovalContext } from '#lib/audit/promotion/approval';
import { approvalType, judgeApproval } from '#lib/audit/promotion/approval';
import type { Approval } from '#lib/audit/promotion/promotion';
import type { GraphNode } from '#lib/graph/model';
import { parseJson } from '#lib/oci/parse-json';
import type { Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import { readDocument } from '#lib/repository/read-document';
import type { AuditContext } from '#lib/server/audit/audit-artifact';
import { auditRunLimits } from '#lib/server/audit/limits';
import { limits } from '#lib/server/platform/limits';
import { cleanText } from '#lib/text/untrusted-text';
import type { LookedAtSide } from './look-at-side.ts';

/** The approvals that hang on the candidate, judged by what is so now; the newest first. */
export async function readApprovals(
  context: AuditContext,
  candidate: LookedAtSide,
  judgedBy: ApprovalContext,
): Promise<readonly Approval[]> {
  const own = (candidate.around?.attached ?? []).filter(
    ({ node, about }) => about === candidate.row.digest && isApproval(node),
  );
  const nodes = own.slice(0, auditRunLimits.approvalsMax).map(({ node }) => node);
  const read = await mapConcurrent(nodes, limits.documentsReadAtOnce, async (node) => {
    const approval = await readOne(context, candidate, node, judgedBy);
    const signer = signerOf(candidate, node);
    return signer === undefined ? approval : { ...approval, signedBy: signer };
  });
  const timeOf = ({ claim }: Approval) => Date.parse(claim?.at ?? '') || 0;
  return read.toSorted((one, other) => timeOf(other) - timeOf(one));
}

function isApproval({ artifactType, format, parts = [] }: GraphNode): boolean {
  return (
    artifactType === approvalType || [format, ...parts.map((part) => part.format)].includes('orrery-approval')
  );
}

async function readOne(
  { placeOf, signal }: AuditContext,
  { reference }: LookedAtSide,
  node: GraphNode,
  judgedBy: ApprovalContext,
): Promise<Approval> {
  const { digest } = node;
  const { registry, repository } = reference;
  const at: Repository =
    node.repository === undefined ? { registry, repository } : parseRepository(node.repository);
  const { client } = placeOf(at);
  const failed = (why: string): Approval => ({ digest, state: 'failed', remarks: [why] });
  try {
    const { manifest } = await client.getManifest(at.repository, digest, { signal });
    const [layer] = manifest.shape === 'manifest' ? manifest.layers : [];
    if (layer === undefined) return failed('It holds no approval.');
    const max = auditRunLimits.approvalMaxBytes;
    if (layer.size > max) return failed(`It is larger than ${max.toLocaleString('en')} bytes.`);
    const place = { client, repository: at.repository };
    const { bytes } = await readDocument(place, layer, { maxBytes: max, signal });
    return judgeApproval(digest, parseJson(bytes), judgedBy);
  } catch (error) {
    signal.throwIfAborted();
    return failed(`It could not be read: ${explainError(error).reason}`);
  }
}

/** Who signed the approval itself; nothing where that is not proven. */
function signerOf({ checks }: LookedAtSide, { digest }: GraphNode): string | undefined {
  const proven = checks.filter(
    ({ about, digest: own, state }) =>
      (about === digest || own === digest) && (state === 'matches' || state === 'valid'),
  );
  const name = proven.find(({ signer }) => signer !== undefined)?.signer?.name;
  return name === undefined ? undefined : cleanText(name);
}
