import type { CertificateClaims, SignatureSummary } from '#lib/formats/documents/summaries';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { formatDuration } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import { momentText } from './build-words.ts';

const forms = new Map([
  ['cosign-simplesigning', 'cosign signature'],
  ['sigstore-bundle', 'sigstore bundle'],
  ['notation-jws', 'Notary Project signature (JWS)'],
  ['notation-cose', 'Notary Project signature (COSE)'],
  ['dsse', 'signed envelope (DSSE)'],
  ['helm-prov', 'Helm provenance file (PGP)'],
]);

/** What the form of a signature is called. */
export function formText(form: string): string {
  return forms.get(form) ?? shorten(form);
}

/** Whom a signature names: the identity of its certificate, else its subject, else its key; nothing of that is checked. */
export function signatureSentence({ certificate, keyId, form }: SignatureSummary): string {
  const name = certificate?.identities[0] ?? commonName(certificate?.subject);
  if (name !== undefined && name !== '') return `says: ${shorten(name)}`;
  return keyId === undefined || keyId === ''
    ? `names nobody: a ${formText(form)} with a key that it does not name`
    : `says: signed with the key ${shorten(keyId)}`;
}

/**
 * Who signed what and when, as the signature itself says, in one sentence: `It says that ada@acme.example signed
 * sha256:9b63e0c1 on 26 Nov 2026, 04:13 UTC.` Nothing of that is checked.
 */
export function signedSentence({ certificate, keyId, ...rest }: SignatureSummary): string {
  const { logEntries, timestamps, payload } = rest;
  const name = certificate?.identities[0] ?? commonName(certificate?.subject);
  const who =
    name !== undefined && name !== ''
      ? shorten(name)
      : keyId !== undefined && keyId !== ''
        ? `the key ${shorten(keyId)}`
        : undefined;
  const digest = Object.values(payload).find(isDigest);
  const what = digest === undefined ? 'this' : formatShortDigest(digest);
  const moment =
    logEntries.find(({ integratedAt }) => integratedAt !== undefined)?.integratedAt ?? timestamps[0];
  const when = moment === undefined ? '' : ` on ${momentText(moment)}`;
  return who === undefined
    ? `It does not name who signed ${what}${when}.`
    : `It says that ${who} signed ${what}${when}.`;
}

/** The common name of a subject, which people know it by; the whole where it has none. */
function commonName(subject: string | undefined): string | undefined {
  return subject === undefined ? undefined : (/(?:^|,)\s*(CN=[^,+]{1,200})/.exec(subject)?.[1] ?? subject);
}

/** What Fulcio's extensions of a certificate are called (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). */
const extensionWords = new Map([
  ['issuer', 'Identity issuer'],
  ['issuerV2', 'Identity issuer'],
  ['githubWorkflowTrigger', 'Workflow trigger'],
  ['githubWorkflowSHA', 'Commit of the workflow'],
  ['githubWorkflowName', 'Name of the workflow'],
  ['githubWorkflowRepository', 'Repository of the workflow'],
  ['githubWorkflowRef', 'Ref of the workflow'],
  ['otherName', 'Other name'],
  ['buildSignerURI', 'Build instructions'],
  ['buildSignerDigest', 'Build instructions revision'],
  ['runnerEnvironment', 'Runner'],
  ['sourceRepositoryURI', 'Source repository'],
  ['sourceRepositoryDigest', 'Source commit'],
  ['sourceRepositoryRef', 'Source ref'],
  ['sourceRepositoryIdentifier', 'Id of the source repository'],
  ['sourceRepositoryOwnerURI', 'Owner of the source'],
  ['sourceRepositoryOwnerIdentifier', 'Id of the owner'],
  ['buildConfigURI', 'Build configuration'],
  ['buildConfigDigest', 'Build configuration revision'],
  ['buildTrigger', 'Build trigger'],
  ['runInvocationURI', 'Run of the build'],
  ['sourceRepositoryVisibilityAtSigning', 'Source visibility'],
  ['deploymentEnvironment', 'Deployment environment'],
]);

/** The extensions of a certificate in words; one that nobody has named keeps its own name. */
export function extensionRows({ extensions }: Pick<CertificateClaims, 'extensions'>): readonly {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}[] {
  const words = new Map([...extensionWords].map(([key, word]) => [key.toLowerCase(), word]));
  return Object.entries(extensions).map(([key, value]) => ({
    key,
    name: words.get(key.toLowerCase()) ?? shorten(key),
    value,
  }));
}

/** `1 Nov 2026, 10:00 UTC to 1 Nov 2026, 10:10 UTC (10 min)`; undefined where it says neither. */
export function validityText({
  notBefore,
  notAfter,
}: Pick<CertificateClaims, 'notBefore' | 'notAfter'>): string | undefined {
  if (notBefore === undefined && notAfter === undefined) return undefined;
  const seconds = (Date.parse(notAfter ?? '') - Date.parse(notBefore ?? '')) / 1000;
  const span = Number.isNaN(seconds) || seconds < 0 ? '' : ` (${spanText(seconds)})`;
  const from = notBefore === undefined ? 'an unknown time' : momentText(notBefore);
  const to = notAfter === undefined ? 'an unknown time' : momentText(notAfter);
  return `${from} to ${to}${span}`;
}

const daySeconds = 24 * 60 * 60;
const yearSeconds = 365.25 * daySeconds;

function spanText(seconds: number): string {
  if (seconds < 2 * daySeconds) return formatDuration(seconds);
  // Roughly: both dates stand beside it.
  if (seconds >= 730 * daySeconds) return `${Math.round(seconds / yearSeconds)} years`;
  return `${Math.round(seconds / daySeconds).toLocaleString('en')} days`;
}
