'use client';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { SelectField, TextField } from '#components/ui/fields';
import { auditLimits } from '#lib/audit/limits';
import type { RequiredEvidence } from '#lib/audit/requirements';
import { requiredPlaces, requiredStates } from '#lib/audit/requirements';
import type { Severity } from '#lib/formats/documents/rows';
import { severities } from '#lib/formats/documents/rows';

type RequirementFormProps = {
  readonly required: RequiredEvidence;
  readonly onApply: (required: RequiredEvidence) => void;
};

const stateTexts = {
  present: 'Present',
  valid: 'Present and valid',
  matches: 'Matches the policy',
} as const;
const placeTexts = {
  each: 'Each platform',
  any: 'The artifact or any platform',
  index: 'The index itself',
} as const;

/** The options of one requirement: nothing is read again until they are applied. */
export function RequirementForm({ required, onApply }: RequirementFormProps) {
  const { evidence } = required;
  const [state, setState] = useState<string>(required.state);
  const [place, setPlace] = useState<string>(required.platforms ?? '');
  const [days, setDays] = useState(String(required.maxAgeDays ?? ''));
  const [severity, setSeverity] = useState<string>(required.maxSeverity ?? '');
  const daysAreFit = days === '' || (/^\d{1,5}$/.test(days) && Number(days) <= auditLimits.ageMaxDays);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!daysAreFit) return;
    const platforms = requiredPlaces.find((one) => one === place);
    const maxSeverity = severities.find((one) => one === severity);
    onApply({
      evidence,
      state: requiredStates.find((one) => one === state) ?? 'present',
      ...(platforms === undefined ? {} : { platforms }),
      ...(evidence === 'report' && days !== '' ? { maxAgeDays: Number(days) } : {}),
      ...(evidence === 'report' && maxSeverity !== undefined ? { maxSeverity } : {}),
    });
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <SelectField
        name="State"
        value={state}
        onChange={setState}
        options={requiredStates.map((value) => ({ value, text: stateTexts[value] }))}
      />
      <SelectField
        name="Attached to"
        value={place}
        onChange={setPlace}
        options={[
          { value: '', text: 'The artifact, or each platform' },
          ...requiredPlaces.map((value) => ({ value, text: placeTexts[value] })),
        ]}
      />
      {evidence === 'report' ? (
        <ReportFields {...{ days, daysAreFit, severity }} onDays={setDays} onSeverity={setSeverity} />
      ) : null}
      <Button type="submit" look="primary" className="self-end">
        Apply
      </Button>
    </form>
  );
}

type ReportFieldsProps = {
  readonly days: string;
  readonly daysAreFit: boolean;
  readonly severity: string;
  readonly onDays: (days: string) => void;
  readonly onSeverity: (severity: string) => void;
};

function ReportFields({ days, daysAreFit, severity, onDays, onSeverity }: ReportFieldsProps) {
  return (
    <>
      <TextField
        name="Maximum age in days"
        value={days}
        onChange={onDays}
        note={daysAreFit ? 'Empty means any age.' : 'Enter a whole number of days.'}
        input={{ inputMode: 'numeric', 'aria-invalid': !daysAreFit }}
      />
      <SelectField
        name="Worst finding that may be open"
        value={severity}
        onChange={onSeverity}
        options={[
          { value: '', text: 'Any' },
          ...severities.map((value) => ({ value, text: severityTexts[value] ?? value })),
        ]}
      />
    </>
  );
}

const severityTexts: Readonly<Partial<Record<Severity, string>>> = {
  high: 'high: no critical',
  medium: 'medium: no high, no critical',
};
