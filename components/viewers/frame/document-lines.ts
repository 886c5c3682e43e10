import type { DocumentEntry } from '#lib/api/contract/document-contract';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';

/** A quiet line above a document; `warn` says that something about it is odd. */
type DocumentLine = { readonly tone: 'quiet' | 'warn'; readonly text: string };

const envelopeWords = new Map([
  ['sigstore-bundle', 'a sigstore bundle'],
  ['dsse', 'a DSSE envelope'],
  ['in-toto', 'an in-toto statement'],
  ['cosign', 'a cosign attestation'],
  ['npm-attestations', 'the attestations of npm'],
]);

/** What is said of a document before the document itself: its wrappers, whom they name, what it is about, what is odd. */
export function documentLines(entry: DocumentEntry): readonly DocumentLine[] {
  return [...envelopeLine(entry), ...subjectLines(entry), ...partLine(entry), ...problemLines(entry)];
}

/** "In a sigstore bundle, says it is from ci@acme.example." */
function envelopeLine({ envelope, signature, summary }: DocumentEntry): readonly DocumentLine[] {
  const [outermost] = envelope;
  if (outermost === undefined) return [];
  const wrapper = envelopeWords.get(outermost) ?? shorten(outermost);
  const claims = signature ?? (summary?.of === 'signature' ? summary : undefined);
  const isSigned = outermost !== 'in-toto';
  const signer = claimedSigner(claims);
  const says = signer === undefined ? '' : `, says it is from ${shorten(signer)}`;
  return [{ tone: 'quiet', text: `In ${wrapper}${says}${isSigned ? '' : ', not signed'}.` }];
}

/** Whom a signature names: the certificate's identity or subject, else its key; nothing is checked by that. */
function claimedSigner(summary: DocumentSummary | undefined): string | undefined {
  if (summary?.of !== 'signature') return undefined;
  const { certificate, keyId } = summary;
  const named = certificate?.identities[0] ?? certificate?.subject;
  if (named !== undefined && named !== '') return named;
  return keyId === undefined || keyId === '' ? undefined : `the key ${keyId}`;
}

function subjectLines({ subjects }: DocumentEntry): readonly DocumentLine[] {
  const judged = subjects.filter(({ isAbout }) => isAbout !== undefined);
  if (judged.length === 0 || judged.some(({ isAbout }) => isAbout === true)) return [];
  const [first] = judged;
  const named = first?.name ?? first?.digest ?? 'another artifact';
  const others = judged.length > 1 ? ` and ${judged.length - 1} more` : '';
  return [{ tone: 'warn', text: `It is about another artifact: ${shorten(named)}${others}.` }];
}

function partLine({ isWhole, partly }: DocumentEntry): readonly DocumentLine[] {
  if (partly !== undefined) return [{ tone: 'warn', text: shorten(partly) }];
  return isWhole
    ? []
    : [{ tone: 'warn', text: 'Orrery read only a part of it. The counts cover that part.' }];
}

function problemLines({ problems }: DocumentEntry): readonly DocumentLine[] {
  return problems.map((text) => ({ tone: 'warn', text: shorten(text) }));
}
