'use client';
import { FieldList, Section } from '#components/ui/field-list';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { CertificateClaims, SignatureSummary } from '#lib/formats/documents/summaries';
import { momentText } from './build-words.ts';
import { Claim } from './claim.tsx';
import { PartSection } from './part-section.tsx';
import { extensionRows, formText, signatureSentence, validityText } from './signature-words.ts';

/** A signature as what it claims: who, when, of what. What of it holds stands in another tab. */
export function SignatureViewer({ summary, ...document }: ViewerProps<'signature'>) {
  const { certificate, chain = [], signatures = 1 } = summary;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="text-lg leading-snug [overflow-wrap:anywhere]">{signatureSentence(summary)}</p>
        <p className="mt-1 text-muted">
          These are claims of the signature, and anybody can write them. Verification shows what is proven.
        </p>
      </div>
      <Section title="Signature">
        <FieldList>
          <Claim name="Format" value={formText(summary.form)} />
          <Claim name="Key" value={summary.keyId} isCode />
          <Claim name="Algorithm" value={summary.algorithm} />
          <Claim name="Signatures" value={signatures > 1 ? signatures.toLocaleString('en') : undefined} />
        </FieldList>
      </Section>
      <Payload payload={summary.payload} />
      {certificate === undefined ? null : <Certificate title="Certificate" certificate={certificate} />}
      <LogEntries summary={summary} />
      {chain.map((above, at) => (
        <Certificate
          key={`${above.subject} ${above.serialNumber}`}
          title={`Issued by, ${at + 1} of ${chain.length}`}
          certificate={above}
        />
      ))}
      <PartSection {...document} part="files" title="Files" />
      <PartSection {...document} part="checks" title="Checks" />
      <PartSection {...document} part="fields" title="Other fields" />
    </div>
  );
}

function Payload({ payload }: Pick<SignatureSummary, 'payload'>) {
  const entries = Object.entries(payload);
  if (entries.length === 0) return null;
  return (
    <Section title="What it signs">
      <FieldList>
        {entries.map(([name, value]) => (
          <Claim key={name} name={name} value={value} isCode={/^sha\d+:/.test(value)} />
        ))}
      </FieldList>
    </Section>
  );
}

type CertificateProps = { readonly title: string; readonly certificate: CertificateClaims };

function Certificate({ title, certificate }: CertificateProps) {
  const { identities } = certificate;
  return (
    <Section title={title}>
      <FieldList>
        {identities.map((identity, at) => (
          <Claim key={identity} name={at === 0 ? 'Identity' : 'And'} value={identity} />
        ))}
        <Claim name="Subject" value={certificate.subject} />
        <Claim name="Issuer" value={certificate.issuer} />
        <Claim name="Valid from" value={validityText(certificate)} />
        <Claim name="Serial number" value={certificate.serialNumber} isCode />
        <Claim name="Public key" value={certificate.publicKey} isCode />
        {extensionRows(certificate).map(({ key, name, value }) => (
          <Claim key={key} name={name} value={value} />
        ))}
      </FieldList>
    </Section>
  );
}

function LogEntries({ summary: { logEntries, timestamps } }: { readonly summary: SignatureSummary }) {
  if (logEntries.length === 0 && timestamps.length === 0)
    return (
      <Section title="When">
        <p className="text-muted">It has no log entry and no time stamp.</p>
      </Section>
    );
  return (
    <Section title="When">
      <FieldList>
        {logEntries.map(({ log, index, integratedAt }) => (
          <Claim
            key={`${log} ${index} ${integratedAt}`}
            name="Log entry"
            value={[
              index === undefined ? 'without a number' : `number ${index}`,
              integratedAt === undefined ? undefined : `of ${momentText(integratedAt)}`,
            ]
              .filter((part) => part !== undefined)
              .join(', ')}
            note={log === undefined ? undefined : `in the log ${log}`}
          />
        ))}
        {timestamps.map((time) => (
          <Claim key={time} name="Time stamp" value={momentText(time)} />
        ))}
      </FieldList>
    </Section>
  );
}
