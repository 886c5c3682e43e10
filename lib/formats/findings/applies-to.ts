import type { FindingRow, ProductName, StatementRow } from '#lib/formats/documents/rows';

/** Whether a statement applies, and why. */
export type Application = {
  readonly verdict: 'applies' | 'does-not' | 'unknown';
  /** A sentence. */
  readonly reason: string;
};

/** Whether a statement means this finding in this artifact. */
export function doesApply(
  { products }: StatementRow,
  artifact: { readonly digests: readonly string[]; readonly references: readonly string[] },
  finding: Pick<FindingRow, 'id' | 'aliases' | 'package' | 'version' | 'purl'>,
): Application {
  if (products.length === 0) return { verdict: 'unknown', reason: 'It names no product.' };
  const isNamed = ({ purl, name, hashes = [], ids = [] }: ProductName) =>
    [name, purl, ...hashes, ...ids].some((one) => artifact.digests.some((digest) => one?.includes(digest)));
  const product = products.find(isNamed);
  if (product === undefined) return { verdict: 'does-not', reason: 'It is about other products.' };
  const parts = product.subcomponents ?? [];
  const isMeant = parts.length === 0 || parts.some(({ purl, name }) => [purl, name].includes(finding.purl));
  return isMeant
    ? { verdict: 'applies', reason: 'It names this artifact.' }
    : { verdict: 'does-not', reason: 'It is about other packages in it.' };
}
