import { Field, FieldList } from '#components/ui/field-list';
import { OutsideLink } from '#components/ui/outside-link';
import { statusText } from '#components/viewers/vex/vex-status';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import type { VexOpinion } from '#lib/formats/findings/vex-verdict';
import type { Digest } from '#lib/oci/digest';
import { formatDay } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import type { ShownFinding } from './add-vex.ts';

type FindingDetailsProps = {
  readonly finding: ShownFinding;
  readonly onSelect: (digest: Digest) => void;
};

/** What is known of a finding: the report's own words, what other tools say, and every VEX statement about it. */
export function FindingDetails({ finding, onSelect }: FindingDetailsProps) {
  const { id, title, severity, score, aliases, location, fixedIn, description, snippet, url, tool } = finding;
  const { joined } = finding;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold [overflow-wrap:anywhere]">{shorten(title ?? id)}</p>
      <FieldList>
        <Field name="Severity">
          <span className="first-letter:uppercase">
            {severity}
            {score === undefined ? '' : `, CVSS ${score}`}
          </span>
          {joined?.severities === undefined ? null : (
            <span className="block text-muted">
              {joined.severities.map((said) => `${said.tool} says ${said.severity}`).join(', ')}
            </span>
          )}
        </Field>
        {finding.package === undefined ? null : (
          <Field name="Package">
            <span className="[overflow-wrap:anywhere]">
              {shorten(finding.purl ?? `${finding.package} ${finding.version ?? ''}`)}
            </span>
          </Field>
        )}
        {finding.package === undefined ? null : (
          <Field name="Fixed in">{fixedIn.length === 0 ? 'no fix yet' : shorten(fixedIn.join(', '))}</Field>
        )}
        <Line name="Where" text={location} />
        <Line name="Also called" text={aliases.join(', ')} />
        <Line
          name="Not open"
          text={finding.state === 'open' ? undefined : finding.state.replaceAll('_', ' ')}
        />
        <Tools tool={tool} joined={joined} />
        <Statements finding={finding} onSelect={onSelect} />
        {url === undefined ? null : (
          <Field name="Read more">
            <OutsideLink value={url} />
          </Field>
        )}
      </FieldList>
      {snippet === undefined ? null : (
        <pre className="max-h-48 overflow-auto rounded-md border border-line bg-surface px-2.5 py-1.5 font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
          {shorten(snippet)}
        </pre>
      )}
      {description === undefined || description === title ? null : (
        <p className="max-h-48 overflow-auto whitespace-pre-line text-muted [overflow-wrap:anywhere]">
          {shorten(description)}
        </p>
      )}
    </div>
  );
}

/** Every VEX statement about a finding, and those where this is unclear. */
function Statements({ finding: { joined, isExcused }, onSelect }: FindingDetailsProps) {
  return (
    <>
      {joined?.vex === undefined ? null : (
        <Field name="VEX">
          <Opinion opinion={joined.vex} isExcusing={isExcused} onSelect={onSelect} />
          {(joined.vex.conflicts ?? []).map((opinion) => (
            <Opinion key={`${opinion.statement} ${opinion.author}`} opinion={opinion} onSelect={onSelect} />
          ))}
        </Field>
      )}
      {(joined?.doubts ?? []).map(({ statement, status, reason }) => (
        <Field key={statement} name="VEX, unclear">
          {statusText(status)}: {shorten(reason)}
        </Field>
      ))}
    </>
  );
}

function Line({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  if (text === undefined || text === '') return null;
  return (
    <Field name={name}>
      <span className="[overflow-wrap:anywhere]">{shorten(text)}</span>
    </Field>
  );
}

type ToolsProps = { readonly tool: string | undefined; readonly joined: JoinedFinding | undefined };

function Tools({ tool, joined }: ToolsProps) {
  const found = joined?.tools ?? (tool === undefined ? [] : [tool]);
  const silent = joined?.silent ?? [];
  const text = [
    found.length === 0 ? undefined : `found by ${found.join(', ')}`,
    silent.length === 0 ? undefined : `not by ${silent.join(', ')}`,
  ].filter((part) => part !== undefined);
  return <Line name="Tools" text={text.join('; ')} />;
}

type OpinionProps = Pick<FindingDetailsProps, 'onSelect'> & {
  readonly opinion: VexOpinion;
  readonly isExcusing?: boolean;
};

function Opinion({ opinion, isExcusing = false, onSelect }: OpinionProps) {
  const { status, justification, impact, action, timestamp, author, statement, isVerified } = opinion;
  const day = timestamp === undefined ? undefined : formatDay(timestamp, Date.now());
  const says = `${author === undefined ? 'The statement' : shorten(author)} says ${statusText(status)}`;
  const reason = [justification?.replaceAll('_', ' '), impact, action].filter((text) => text !== undefined);
  return (
    <p className="[overflow-wrap:anywhere]">
      {says}
      {day === undefined ? '' : ` since ${day}`}
      {reason.length === 0 ? '' : `: ${shorten(reason.join('. '))}`}
      {'. '}
      {isExcusing ? 'It excuses the finding. ' : ''}
      {isVerified === true ? '' : 'It counts even if its signature is not valid. '}
      <button
        type="button"
        onClick={() => onSelect(statement)}
        className="rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        Show the statement
      </button>
    </p>
  );
}
