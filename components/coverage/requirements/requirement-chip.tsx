'use client';
import { Popover } from '@base-ui/react/popover';
import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { KindIcon } from '#components/ui/kind-icon';
import { requirementLabel, requirementSentence } from '#lib/audit/requirement-words';
import type { RequiredEvidence } from '#lib/audit/requirements';
import { RequirementForm } from './requirement-form.tsx';

type RequirementChipProps = {
  readonly required: RequiredEvidence;
  /** Undefined takes it out. */
  readonly onChange: (next: RequiredEvidence | undefined) => void;
};

/** The kind of artifact whose icon stands for each kind of evidence. */
const evidenceKinds = {
  signature: 'signature',
  provenance: 'provenance',
  sbom: 'sbom',
  vex: 'vex',
  report: 'vulnerability-report',
} as const;

/** One requirement: its words open its options, the cross takes it out. */
export function RequirementChip({ required, onChange }: RequirementChipProps) {
  const [isOpen, setOpen] = useState(false);
  const label = requirementLabel(required);
  return (
    <li className="inline-flex h-[28px] max-w-full items-center rounded-md border border-line-strong bg-raised">
      <Popover.Root open={isOpen} onOpenChange={(open) => setOpen(open)}>
        <Popover.Trigger
          title={`${requirementSentence(required)}.`}
          className="inline-flex h-full min-w-0 items-center gap-1.5 rounded-l-md pr-1.5 pl-2 hover:bg-sunken"
        >
          <KindIcon kind={evidenceKinds[required.evidence]} />
          <span className="truncate">{label}</span>
          <ChevronDown size={13} aria-hidden="true" className="shrink-0 text-muted" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} align="start" className="z-50">
            <Popover.Popup className="w-[min(20rem,92vw)] rounded-lg border border-line-strong bg-raised p-3.5 shadow-raised outline-none">
              <Popover.Title className="mb-2 font-semibold">{label}</Popover.Title>
              <RequirementForm
                required={required}
                onApply={(next) => {
                  setOpen(false);
                  onChange(next);
                }}
              />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <button
        type="button"
        aria-label={`Do not require: ${label}`}
        title="Do not require this"
        onClick={() => onChange(undefined)}
        className="inline-flex h-full w-6 shrink-0 items-center justify-center rounded-r-md text-muted hover:bg-sunken hover:text-text"
      >
        <X size={13} aria-hidden="true" />
      </button>
    </li>
  );
}
