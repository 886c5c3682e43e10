'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import { Menu, MenuItem } from '#components/ui/menu';
import { serverRequirementsQuery } from '#lib/api/queries/requirements-query';
import { requirementLabel, ruleScope } from '#lib/audit/requirement-words';
import type { RequiredEvidence, RequirementRule } from '#lib/audit/requirements';
import { formatRequirementsQuery } from '#lib/audit/requirements-of-query';
import { RequirementChip } from './requirement-chip.tsx';
import { RequirementsFile } from './requirements-file.tsx';
import type { ShownRequirements } from './shown-requirements.ts';
import { shownRequirements, withAdded, withRequired } from './shown-requirements.ts';

/** What is offered to be required; each can be changed once it is. */
const offered: readonly RequiredEvidence[] = [
  { evidence: 'signature', state: 'valid' },
  { evidence: 'signature', state: 'matches' },
  { evidence: 'provenance', state: 'present' },
  { evidence: 'sbom', state: 'present' },
  { evidence: 'vex', state: 'present' },
  { evidence: 'report', state: 'present', maxAgeDays: 7 },
  { evidence: 'report', state: 'present', maxSeverity: 'high' },
];

/** Another question is another page to React, and the focus would be lost with the chip that asked it. */
let focusReturns = false;

/** Requirements of the artifacts: chosen here, or by the file of the server, and the file that says the same. */
export function RequirementsBar({ audit }: { readonly audit: ShownAudit }) {
  const { query, onQueryChange, state } = audit;
  const { data: stated } = useQuery(serverRequirementsQuery);
  const shown = shownRequirements(query.ref, query.require, stated);
  const bar = useRef<HTMLFieldSetElement>(null);
  // Syncs with the browser's focus, after a choice in this bar asked for another audit.
  useEffect(() => {
    if (focusReturns) bar.current?.focus();
    focusReturns = false;
  }, []);
  // The address is ahead of the page while that is drawn: two quick choices both count.
  const rulesNow = () => {
    const require = new URLSearchParams(window.location.search).get('require') ?? undefined;
    return shownRequirements(query.ref, require, stated).rules;
  };
  const choose = (require: string | undefined) => {
    focusReturns = true;
    onQueryChange({ require });
  };
  return (
    <fieldset
      ref={bar}
      tabIndex={-1}
      className="m-0 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-0 border-b border-line px-4 py-1.5 -outline-offset-2"
    >
      <legend className="sr-only">Requirements</legend>
      <span aria-hidden="true" className="text-muted">
        Required
      </span>
      <Rules shown={shown} onChange={(required, next) => choose(withRequired(rulesNow(), required, next))} />
      <Menu
        trigger={
          <>
            <Plus size={14} aria-hidden="true" /> Add
          </>
        }
      >
        {offered.map((one) => (
          <MenuItem key={formatRequirementsQuery([one])} onSelect={() => choose(withAdded(rulesNow(), one))}>
            {requirementLabel(one)}
          </MenuItem>
        ))}
      </Menu>
      <Source shown={shown} policy={state.end?.policy?.name} onBack={() => choose(undefined)} />
      <Problems shown={shown} />
    </fieldset>
  );
}

type RulesProps = {
  readonly shown: ShownRequirements;
  /** Undefined takes a requirement out. */
  readonly onChange: (required: RequiredEvidence, next: RequiredEvidence | undefined) => void;
};

function Rules({ shown, onChange }: RulesProps) {
  const { rules } = shown;
  if (rules.length === 0)
    return <span className="text-muted">{shown.problems.length > 0 ? 'not understood' : 'nothing'}</span>;
  return rules.map((rule, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rules may be alike, and their order is theirs.
    <div key={at} className="flex min-w-0 flex-wrap items-center gap-1.5">
      <RuleName rule={rule} isOne={rules.length === 1} />
      <ul className="flex min-w-0 flex-wrap items-center gap-1.5">
        {rule.require.map((required) => (
          <RequirementChip
            key={formatRequirementsQuery([required])}
            required={required}
            onChange={(next) => onChange(required, next)}
          />
        ))}
      </ul>
    </div>
  ));
}

function RuleName({ rule, isOne }: { readonly rule: RequirementRule; readonly isOne: boolean }) {
  const scope = ruleScope(rule);
  const text = [rule.name, scope].filter((part) => part !== undefined).join(': ');
  if (text === '' || (isOne && scope === undefined)) return null;
  return (
    <span title={text} className="max-w-64 truncate text-sm text-muted">
      {text}
    </span>
  );
}

type SourceProps = {
  readonly shown: ShownRequirements;
  readonly policy: string | undefined;
  readonly onBack: () => void;
};

const linkClass = 'underline underline-offset-2 hover:text-text';

function Source({ shown, policy, onBack }: SourceProps) {
  const [isOpen, setOpen] = useState(false);
  const { source, rules, elsewhere } = shown;
  const names = rules.flatMap(({ name }) => name ?? []);
  return (
    <span className="ml-auto flex flex-wrap items-center gap-x-2 text-sm text-muted max-sm:ml-0">
      {policy === undefined || policy === '' ? null : (
        <span>
          Policy <b className="font-semibold text-text">{policy}</b>,
        </span>
      )}
      {source === 'file' ? (
        <span>
          {names.length === 0 ? 'from' : `${names.length === 1 ? 'rule' : 'rules'} ${names.join(', ')} of`}{' '}
          <code className="font-mono">requirements.yaml</code>
          {elsewhere === 0 ? '' : `, ${elsewhere} more for other repositories`}
        </span>
      ) : null}
      {source === 'page' ? (
        <>
          <span>set on this page, for all kinds and repositories</span>
          <button type="button" onClick={onBack} className={linkClass}>
            Use the file again
          </button>
        </>
      ) : null}
      <button type="button" onClick={() => setOpen(true)} className={linkClass}>
        Show the file
      </button>
      {isOpen ? <RequirementsFile shown={shown} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}

function Problems({ shown: { problems, source } }: { readonly shown: ShownRequirements }) {
  if (problems.length === 0) return null;
  return (
    <div role="alert" className="flex w-full gap-2 text-bad">
      <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
      <ul>
        {problems.map((problem) => (
          <li key={problem}>
            {source === 'file' ? 'requirements.yaml: ' : ''}
            {problem}
          </li>
        ))}
        <li className="text-muted">Nothing passes until you fix this.</li>
      </ul>
    </div>
  );
}
