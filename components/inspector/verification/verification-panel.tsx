'use client';
import { useQuery } from '@tanstack/react-query';
import { CheckIcon } from '#components/ui/check-icon';
import { ShortDigests } from '#components/ui/command-text';
import { AnswerList } from '#components/ui/feedback/answer-list';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Field, FieldList, Section } from '#components/ui/field-list';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { verificationQuery } from '#components/ui/verification/verification-query.ts';
import { momentText } from '#components/viewers/claims/build-words.ts';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { textPath } from '#lib/oci/location';
import type { Reference, Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { shorten } from '#lib/text/untrusted-text';
import { SameAnswer } from './check-details.tsx';
import { CheckList } from './check-list.tsx';
import { checkCountsText, policyText, verdictText } from './check-words.ts';

type VerificationPanelProps = {
  readonly node: GraphNode;
  readonly state: GraphState;
  /** The reference of the page: what hangs on its artifact is checked. */
  readonly reference: Reference;
  /** The repository that holds the node. */
  readonly repository: Repository;
};

/** What was checked of a node, and what it came to; of the artifact itself every check and the verdict. */
export function VerificationPanel(props: VerificationPanelProps) {
  const { node, state, reference } = props;
  const text = formatReference(reference);
  const { data, error, refetch } = useQuery(verificationQuery(text));
  if (error !== null && data?.whole === undefined)
    return <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} className="m-3" />;
  if (data === undefined) return <SkeletonRows count={4} label="Checking signatures" />;
  const { checks, whole } = data;
  const isRoot = node.digest === state.root;
  const own = checks.filter(({ digest }) => digest === node.digest);
  const shown = isRoot && own.length === 0 ? checks : own;
  return (
    <div className="flex flex-col gap-4 px-4 py-3.5">
      {isRoot && whole !== undefined ? <VerdictNote verification={whole} reference={text} /> : null}
      {shown.length > 0 ? (
        <CheckList checks={shown} commands={whole?.commands ?? []} isFirstOpen={shown.length === 1} />
      ) : whole === undefined ? (
        <SkeletonRows count={3} label="Checking signatures" />
      ) : (
        <NothingChecked {...props} isRoot={isRoot} />
      )}
      {whole === undefined ? null : isRoot ? (
        <Rest verification={whole} />
      ) : (
        <PolicyLine verification={whole} reference={text} />
      )}
    </div>
  );
}

type VerdictNoteProps = {
  readonly verification: Verification;
  /** Set where a link to the policies is wanted. */
  readonly reference?: string;
};

const verdictLooks = {
  pass: { state: 'matches', edge: 'border-l-ok' },
  fail: { state: 'failed', edge: 'border-l-bad' },
  unknown: { state: 'cannot-check', edge: 'border-l-warn' },
} as const satisfies Record<
  Verification['verdict'],
  { readonly state: EvidenceCheck['state']; readonly edge: string }
>;

/** The verdict with its reasons, and the policy that it follows from. */
export function VerdictNote({ verification, reference }: VerdictNoteProps) {
  const { verdict, reasons, checks, policy } = verification;
  const { state, edge } =
    policy.source === 'none' ? ({ state: 'present', edge: 'border-l-edge' } as const) : verdictLooks[verdict];
  const counts = checkCountsText(checks);
  return (
    <div className="flex flex-col gap-3">
      <div className={`flex gap-2.5 rounded-md border border-line border-l-3 bg-sunken px-3 py-2.5 ${edge}`}>
        <CheckIcon state={state} size={20} />
        <div className="min-w-0">
          <h3 className="text-lg leading-tight font-semibold [overflow-wrap:anywhere]">
            {verdictText(verification)}
          </h3>
          {reasons.map((reason) => (
            <p key={reason} className="mt-1 text-muted [overflow-wrap:anywhere]">
              <ShortDigests text={shorten(reason)} />
            </p>
          ))}
          {counts === undefined ? null : <p className="mt-1 text-muted">Checks: {counts}.</p>}
        </div>
      </div>
      <PolicyLine verification={verification} {...(reference === undefined ? {} : { reference })} />
    </div>
  );
}

function PolicyLine({ verification: { policy, at }, reference }: VerdictNoteProps) {
  return (
    <FieldList>
      <Field name="Policy">
        {policy.source !== 'file' ? null : (
          <>
            <strong className="font-semibold">{shorten(policy.name)}</strong>{' '}
          </>
        )}
        {policyText(policy)}
        {reference === undefined ? null : (
          <>
            {' · '}
            <a
              href={`${textPath(reference)}?view=policy`}
              className="underline decoration-line-strong underline-offset-2"
            >
              {policy.source === 'none' ? 'Check with a key or a policy' : 'Show or change the policy'}
            </a>
          </>
        )}
      </Field>
      <Field name="Checked as of">
        <time dateTime={at}>{momentText(at)}</time>
      </Field>
    </FieldList>
  );
}

function Rest({ verification: { answers, commands } }: { readonly verification: Verification }) {
  const open = answers.filter(isOpen);
  return (
    <>
      {open.length === 0 ? null : (
        <Section title="Some sources did not answer">
          <AnswerList answers={open} />
        </Section>
      )}
      {commands.length === 0 ? null : (
        <Section title="In a terminal">
          <div className="flex flex-col gap-2">
            {commands.map((command) => (
              <SameAnswer key={command} command={command} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

type NothingCheckedProps = Pick<VerificationPanelProps, 'node' | 'repository'> & { readonly isRoot: boolean };

function NothingChecked({ node, repository, isRoot }: NothingCheckedProps) {
  if (isRoot)
    return (
      <EmptyState title="Nothing to check">
        No signature and no attestation is attached to this artifact.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Not checked here"
      action={
        <a
          href={textPath(formatReference(atDigest(repository, node.digest)))}
          className="underline underline-offset-2"
        >
          Open it as the main artifact
        </a>
      }
    >
      This page verifies what is attached to its main artifact. This node is not part of it.
    </EmptyState>
  );
}
