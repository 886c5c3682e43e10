import { CommandText } from '#components/ui/command-text';
import { CopyButton } from '#components/ui/copy-button';
import { FieldList } from '#components/ui/field-list';
import { StateIcon } from '#components/ui/state-icon';
import { Claim } from '#components/viewers/claims/claim';
import { extensionRows, validityText } from '#components/viewers/claims/signature-words.ts';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { shorten } from '#lib/text/untrusted-text';
import { aboutText, facetWords, timeWords } from './check-words.ts';

type CheckDetailsProps = {
  readonly check: EvidenceCheck;
  /** Commands that give the same answer. */
  readonly commands: readonly string[];
};

/** A check in full: its three sides, who signed, when, what would help, and the command that gives the same answer. */
export function CheckDetails({ check, commands }: CheckDetailsProps) {
  const { help, warnings = [], code, state } = check;
  const about = aboutText(check);
  return (
    <div className="flex flex-col gap-3.5 border-t border-line px-3 py-3">
      <ul aria-label="Verified" className="flex flex-col gap-2">
        {facetWords(check).map(({ id, state, title, reason }) => (
          <li key={id} className="flex gap-2">
            <StateIcon {...facetIcons[state]} />
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <strong className="font-semibold">{title}.</strong> <span className="text-muted">{reason}</span>
            </p>
          </li>
        ))}
      </ul>
      {help === undefined ? null : (
        <p className="[overflow-wrap:anywhere]">
          <strong className="font-semibold">{state === 'failed' ? 'Possible reason:' : 'What to do:'}</strong>{' '}
          {shorten(help)}
        </p>
      )}
      {warnings.length === 0 ? null : (
        <ul aria-label="Warnings" className="flex flex-col gap-1 text-warn">
          {warnings.map((warning) => (
            <li key={warning} className="[overflow-wrap:anywhere]">
              {shorten(warning)}
            </li>
          ))}
        </ul>
      )}
      <Claims check={check} />
      {commands.map((command) => (
        <SameAnswer key={command} command={command} />
      ))}
      <p className="text-sm text-faint">
        Code <code className="font-mono">{code}</code>
        {about === undefined ? '' : `. ${about}`}
      </p>
    </div>
  );
}

const facetIcons = {
  holds: { state: 'valid', className: 'mt-px text-ok' },
  fails: { state: 'failed', className: 'mt-px text-bad' },
  unknown: { state: 'unknown', className: 'mt-px text-warn' },
} as const;

/** Who signed and when; of a check that failed this is what the evidence says of itself. */
function Claims({
  check: { signer, times, state, authority, predicateType },
}: Pick<CheckDetailsProps, 'check'>) {
  if (signer === undefined && times.length === 0) return null;
  const isProven = state === 'valid' || state === 'matches';
  return (
    <div>
      <h4 className="mb-1.5 font-semibold">{isProven ? 'Signer' : 'Claimed signer'}</h4>
      <FieldList>
        <Claim name="Name" value={signer?.name} />
        <Claim name="Identity" value={signer?.identity} />
        <Claim name="Issuer" value={signer?.issuer} />
        <Claim name="Key SHA-256" value={signer?.keyFingerprint} isCode />
        <Claim name="Certificate" value={signer === undefined ? undefined : validityText(signer)} />
        {extensionRows({ extensions: signer?.extensions ?? {} }).map(({ key, name, value }) => (
          <Claim key={key} name={name} value={value} />
        ))}
        {times.map((time) => {
          const { name, value } = timeWords(time);
          return <Claim key={`${name} ${value}`} name={name} value={value} />;
        })}
        <Claim name="Authority" value={authority} />
        <Claim name="Statement" value={predicateType} />
      </FieldList>
    </div>
  );
}

/** A command that gives the same answer in a terminal. */
export function SameAnswer({ command }: { readonly command: string }) {
  const tool = command.split(' ', 1)[0] ?? '';
  return (
    <div className="rounded-md border border-line bg-sunken py-1.5 pr-1 pl-3">
      <div className="flex items-center justify-between gap-2">
        <h4 className="text-sm font-semibold text-muted">{tool} gives the same answer</h4>
        <CopyButton text={command} label={`Copy ${tool} command`} />
      </div>
      <CommandText text={command} className="block pb-1 whitespace-pre-wrap" />
    </div>
  );
}
