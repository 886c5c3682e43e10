import type { ReactNode } from 'react';
import type { Audit, AuditRow, EvidenceName } from '#lib/audit/audit';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { readStatedRequirements } from '#lib/audit/read-requirements';
import { requirementSentence, ruleScope } from '#lib/audit/requirement-words';
import { formatRequirementsQuery } from '#lib/audit/requirements-of-query';
import { evidenceStateWords } from '#lib/graph/verification/check-words';
import { shorten } from '#lib/text/untrusted-text';
import {
  artifactName,
  cellText,
  reportText,
  undeterminedRows,
  utcText,
  verdictWords,
} from './report-words.ts';

const evidenceTitles: Readonly<Record<EvidenceName, string>> = {
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  report: 'Report',
};
const cellClass = 'border-b border-line py-1 pr-2 text-left align-top';

/** An audit on paper: what was asked, what was required, what came of it, and what is unknown. */
export function AuditReport({ audit }: { readonly audit: Audit }) {
  const { scope, asOf, counts, policy } = audit;
  return (
    <article className="mx-auto flex w-full min-w-[40rem] max-w-[62rem] flex-col gap-5 text-sm print:max-w-none print:min-w-0 print:text-[8pt]">
      <header>
        <h1 className="text-2xl font-semibold break-words">Audit of {shorten(scope)}</h1>
        <p className="mt-1 text-muted">
          As of {utcText(asOf)}
          {policy === undefined ? '. No policy was applied.' : `, policy ${shorten(policy.name)}`}
        </p>
        {policy === undefined ? null : (
          <p className="font-mono text-xs break-all text-muted">policy sha256 {policy.hash}</p>
        )}
      </header>
      <Section title="Result">
        <p className="text-base">
          <b>{counts.artifacts.toLocaleString('en')}</b> artifacts with {counts.tags.toLocaleString('en')}{' '}
          tags: <b>{counts.pass.toLocaleString('en')}</b> pass, <b>{counts.fail.toLocaleString('en')}</b>{' '}
          fail, <b>{counts.unknown.toLocaleString('en')}</b> are not determined.
        </p>
        <LeftOut audit={audit} />
      </Section>
      <Section title="Required">
        <Required audit={audit} />
      </Section>
      <Section title="Evidence">
        <Counts audit={audit} />
      </Section>
      <NotDetermined audit={audit} />
      <Section title="Artifacts">
        <Rows audit={audit} />
      </Section>
    </article>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 border-b border-line-strong pb-0.5 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function LeftOut({ audit: { complete, limits } }: { readonly audit: Audit }) {
  if (complete && limits.length === 0) return <p className="text-muted">Orrery read every artifact.</p>;
  return (
    <>
      <p className="mt-1 font-semibold">
        {complete ? 'Orrery read every artifact. Notes:' : 'This report is incomplete:'}
      </p>
      <ul className="list-disc pl-5">
        {limits.map((limit) => (
          <li key={limit} className="break-words">
            {shorten(limit)}
          </li>
        ))}
        {limits.length === 0 ? <li>Orrery did not read every artifact.</li> : null}
      </ul>
    </>
  );
}

function Required({ audit: { requirements } }: { readonly audit: Audit }) {
  const { rules, problems = [] } = readStatedRequirements(requirements ?? { text: '' });
  const source =
    requirements?.source === 'file' ? 'come from requirements.yaml' : 'were given with this audit';
  return (
    <>
      {problems.map((problem) => (
        <p key={problem} className="text-bad">
          Orrery does not understand the requirements, so nothing passes: {problem}
        </p>
      ))}
      {rules.length === 0 && problems.length === 0 ? <p>Only what the policy requires.</p> : null}
      <ul className="list-disc pl-5">
        {rules.flatMap((rule) =>
          rule.require.map((required) => (
            <li key={`${rule.name} ${ruleScope(rule)} ${formatRequirementsQuery([required])}`}>
              {requirementSentence(required)}.
              <span className="text-muted"> {[rule.name, ruleScope(rule)].filter(Boolean).join(', ')}</span>
            </li>
          )),
        )}
      </ul>
      {rules.length === 0 ? null : <p className="mt-1 text-muted">These requirements {source}.</p>}
    </>
  );
}

function Counts({ audit: { counts } }: { readonly audit: Audit }) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={cellClass}>
            <span className="sr-only">Evidence</span>
          </th>
          {cellStates.map((state) => (
            <th key={state} scope="col" className={`${cellClass} font-medium text-muted`}>
              {evidenceStateWords[state]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {evidenceNames.map((name) => (
          <tr key={name}>
            <th scope="row" className={`${cellClass} font-medium`}>
              {evidenceTitles[name]}
            </th>
            {cellStates.map((state) => (
              <td key={state} className={`${cellClass} tabular-nums`}>
                {counts.byEvidence[name][state]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NotDetermined({ audit }: { readonly audit: Audit }) {
  const open = undeterminedRows(audit);
  return (
    <Section title="Not determined">
      {open.length === 0 ? <p>Nothing is unknown for these artifacts.</p> : null}
      <ul className="list-disc pl-5">
        {open.map(({ row, text }) => (
          <li key={row.reference} className="break-words break-inside-avoid">
            <b className="font-semibold">{shorten(row.reference)}</b>: {shorten(text)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Rows({ audit: { rows } }: { readonly audit: Audit }) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="table-header-group">
        <tr>
          {['Artifact', ...evidenceNames.map((name) => evidenceTitles[name]), 'Requirements'].map(
            (title, at) => (
              <th
                key={title}
                scope="col"
                className={`${cellClass} font-medium text-muted ${at === 0 ? 'w-[24%]' : ''}`}
              >
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      {rows.map((row) => (
        <Row key={`${row.reference} ${row.digest ?? ''}`} row={row} />
      ))}
    </table>
  );
}

// One body for each artifact, so that its reasons stay on the page of its line.
function Row({ row }: { readonly row: AuditRow }) {
  const { evidence, verdict, why, digest, reference } = row;
  const place = reference.slice(0, reference.search(/[^/]*$/)).replace(/\/$/, '');
  const plain = `${cellClass} border-b-0 break-words`;
  return (
    <tbody className="break-inside-avoid">
      <tr>
        <th scope="row" className={`${plain} font-semibold`}>
          {shorten(artifactName(row))}
          <span className="block font-mono text-xs font-normal text-muted">
            {digest === undefined ? 'digest not determined' : digest.slice(0, 19)}
          </span>
        </th>
        <td className={plain}>{cellText(evidence.signature)}</td>
        <td className={plain}>{cellText(evidence.provenance)}</td>
        <td className={plain}>{cellText(evidence.sbom)}</td>
        <td className={plain}>{cellText(evidence.vex)}</td>
        <td className={plain}>{reportText(evidence.report)}</td>
        <td className={`${plain} font-semibold`}>{verdictWords[verdict]}</td>
      </tr>
      <tr>
        <td colSpan={7} className={`${cellClass} pt-0 break-words text-muted`}>
          {verdict === 'pass' ? shorten(place) : shorten(why.join(' '))}
        </td>
      </tr>
    </tbody>
  );
}
