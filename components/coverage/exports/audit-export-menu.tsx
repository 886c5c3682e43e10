'use client';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { requirementsOfPage } from '#components/coverage/requirements/shown-requirements.ts';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import { CopyButton } from '#components/ui/copy-button';
import { saveBlob } from '#components/ui/download.ts';
import { Menu, MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { serverRequirementsQuery } from '#lib/api/queries/requirements-query';
import type { Audit } from '#lib/audit/audit';
import { auditCsv } from '#lib/audit/audit-csv';
import { auditSarif } from '#lib/audit/audit-sarif';
import { readStatedRequirements } from '#lib/audit/read-requirements';
import { auditCommand } from './audit-command.ts';
import { exportedAudit, exportName } from './exported-audit.ts';
import { ReportDialog } from './report-dialog.tsx';

const forms = [
  { ending: 'csv', title: 'CSV, for a spreadsheet', type: 'text/csv', write: auditCsv },
  {
    ending: 'json',
    title: 'JSON',
    type: 'application/json',
    write: (audit: Audit) => JSON.stringify(audit, null, 1),
  },
  { ending: 'sarif', title: 'SARIF, for code scanning', type: 'application/sarif+json', write: sarifText },
] as const;

/** What was read, as files, on paper, and as the command that asks the same. */
export function AuditExportMenu({ audit }: { readonly audit: ShownAudit }) {
  const { query, shown, isFiltered, state } = audit;
  const { data: stated } = useQuery(serverRequirementsQuery);
  const [report, setReport] = useState<Audit>();
  const exported = () => exportedAudit(audit, 'shown', requirementsOfPage(query.require, stated), new Date());
  const save = (form: (typeof forms)[number]) => {
    const document = exported();
    saveBlob(
      exportName(document, isFiltered, form.ending),
      new Blob([form.write(document)], { type: form.type }),
    );
  };
  const isGate = state.end === undefined || state.end.require.length > 0 || state.end.policy !== undefined;
  const part = isFiltered
    ? ` ${shown.length.toLocaleString('en')} of ${state.rows.size.toLocaleString('en')}`
    : '';
  return (
    <>
      <Menu
        trigger={
          <>
            <Download size={14} aria-hidden="true" /> Export{part}
          </>
        }
      >
        {isFiltered || state.status !== 'ended' ? <MenuNote>{partSentence(audit)}</MenuNote> : null}
        {forms.map((form) => (
          <MenuItem key={form.ending} onSelect={() => save(form)}>
            {form.title}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setReport(exported())}>Report to print</MenuItem>
      </Menu>
      <CopyCommand command={() => auditCommand(window.location.origin, query, isGate)} />
      {report === undefined ? null : <ReportDialog audit={report} onClose={() => setReport(undefined)} />}
    </>
  );
}

/** The origin of the page is known in the browser alone. */
function CopyCommand({ command }: { readonly command: () => string }) {
  return <CopyButton text={command()} label="Copy as curl" isWide />;
}

function sarifText(audit: Audit): string {
  return JSON.stringify(auditSarif(audit, readStatedRequirements(audit.requirements ?? { text: '' })));
}

function partSentence({ isFiltered, shown, state }: ShownAudit): string {
  const filter = isFiltered ? `With the filter: ${shown.length} of ${state.rows.size} artifacts. ` : '';
  const unread = state.status === 'ended' ? '' : 'Orrery has not read all artifacts. The files say so.';
  return `${filter}${unread}`.trim();
}
