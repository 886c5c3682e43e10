import type { Checkable } from '#lib/commands/check-commands';
import type { GraphNode } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { isDocumentKind, isSigned } from '#lib/oci/kind';

type Check = Pick<EvidenceCheck, 'form' | 'predicateType' | 'signer' | 'times'>;

/**
 * What a tool has to know to check a signature or a signed statement, from its check where there is one, else from the
 * artifact; undefined for what cosign and notation do not check.
 */
export function checkableOf(node: GraphNode, check: Check | undefined): Checkable | undefined {
  const signed = [node, ...(node.parts ?? [])].find(isSigned);
  if (signed === undefined || !isDocumentKind(node.kind) || node.state === 'missing') return undefined;
  const form = check?.form ?? signed.format;
  if (form === 'helm-prov') return undefined;
  if (form.startsWith('notation')) return { tool: 'notation' };
  const statement =
    check?.predicateType ?? node.annotations['dev.sigstore.bundle.predicateType'] ?? unknownType;
  return {
    tool: 'cosign',
    ...(signed.kind === 'signature' ? {} : { statement }),
    ...signerOf(node, check),
    ...(check === undefined ? {} : { lacksLog: !check.times.some(({ source }) => source === 'log') }),
  };
}

/** Stands for the type of a statement that nobody here has read. */
const unknownType = 'TYPE';

function signerOf(
  { signer: name, confidence }: GraphNode,
  check: Check | undefined,
): Pick<Checkable, 'identity' | 'issuer' | 'isByKey'> {
  const { kind, identity = name, issuer } = check?.signer ?? {};
  if (kind === 'key') return { isByKey: true };
  if (identity !== undefined) return { identity, ...(issuer === undefined ? {} : { issuer }) };
  // What was read and has no certificate was signed with a key.
  return kind === undefined && confidence === 'content' ? { isByKey: true } : {};
}
