import { derElements, derInside, derOid, derText, hexOf } from '#lib/formats/encoding/der';
import { cleanText } from '#lib/text/untrusted-text';

/**
 * The names that Fulcio gives to its extensions, by the last number of their OID
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). Those to 6 hold a bare text, later ones a UTF8String.
 */
export const fulcioNames: Readonly<Record<string, string>> = {
  1: 'issuer',
  2: 'githubWorkflowTrigger',
  3: 'githubWorkflowSHA',
  4: 'githubWorkflowName',
  5: 'githubWorkflowRepository',
  6: 'githubWorkflowRef',
  8: 'issuer',
  9: 'buildSignerURI',
  10: 'buildSignerDigest',
  11: 'runnerEnvironment',
  12: 'sourceRepositoryURI',
  13: 'sourceRepositoryDigest',
  14: 'sourceRepositoryRef',
  15: 'sourceRepositoryIdentifier',
  16: 'sourceRepositoryOwnerURI',
  17: 'sourceRepositoryOwnerIdentifier',
  18: 'buildConfigURI',
  19: 'buildConfigDigest',
  20: 'buildTrigger',
  21: 'runInvocationURI',
  22: 'sourceRepositoryVisibilityAtSigning',
  23: 'deploymentEnvironment',
  24: 'tokenSubject',
};
/** What the OIDs of Fulcio's extensions begin with. */
export const fulcioOid = '1.3.6.1.4.1.57264.1.';

// RFC 5280 §4.2 and RFC 6962 §3.3: how certificates are linked and checked, which says nothing of the signer.
const plumbing: ReadonlySet<string> = new Set([
  '2.5.29.14',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.35',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.4.1.11129.2.4.2',
]);

/** The extensions that say something of the signer, by Fulcio's names or their own; an unknown one by its OID. */
export function extensionsOf(extensions: ReadonlyMap<string, Uint8Array>): Readonly<Record<string, string>> {
  const told: [string, string][] = [];
  for (const [oid, value] of extensions) {
    if (plumbing.has(oid) || oid === '') continue;
    const number = oid.startsWith(fulcioOid) ? oid.slice(fulcioOid.length) : '';
    const name = Object.hasOwn(fulcioNames, number) ? fulcioNames[number] : undefined;
    if (oid === '2.5.29.15') told.push(['keyUsage', keyUsage(value)]);
    else if (oid === '2.5.29.37') told.push(['extendedKeyUsage', extendedKeyUsage(value)]);
    else told.push([name ?? oid, textOf(value)]);
  }
  return Object.fromEntries(told);
}

function textOf(value: Uint8Array): string {
  const [inner, ...more] = derElements(value);
  // UTF8String, PrintableString, IA5String
  const isString = more.length === 0 && inner !== undefined && [0x0c, 0x13, 0x16].includes(inner.tag);
  const text = isString ? derText(inner) : new TextDecoder().decode(value.subarray(0, 1_000));
  const isReadable = !/[\p{Cc}\ufffd]/u.test(text);
  return isReadable ? cleanText(text, 300) : hexOf(value.subarray(0, 64));
}

const usages = [
  ...['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  ...['keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'],
];

/** RFC 5280 §4.2.1.3: a bit for each use, the first of them the highest. */
function keyUsage(value: Uint8Array): string {
  const [bits] = derElements(value);
  const octets = bits?.content.subarray(1, 3) ?? new Uint8Array();
  return usages.filter((_, at) => ((octets[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0).join(', ');
}

const purposes: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
};

function extendedKeyUsage(value: Uint8Array): string {
  const ids = derInside(value).slice(0, 32).map(derOid);
  return ids.map((id) => purposes[id] ?? id).join(', ');
}
