'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { tryPolicy } from '#components/ui/verification/read-verification.ts';
import { keepSessionPolicy, useSessionPolicy } from '#components/ui/verification/session-policy.ts';
import { policiesQuery } from '#lib/api/queries/policies-query';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { Verification } from '#lib/graph/verification/verification';
import { PolicyDescriptionList } from './policy-description-list.tsx';
import { PolicyForm } from './policy-form.tsx';
import type { PolicyPiece } from './read-pieces.ts';
import { pieceKind, policyPartsOf } from './read-pieces.ts';

type PolicyPageProps = {
  /** The artifact against which policies are tried; undefined where none is open. */
  readonly reference: string | undefined;
  /** Draws what an artifact comes to under a policy. */
  readonly children: (verification: Verification) => ReactNode;
};

/** Which policies are known, what they mean, and a place to try and use another one in this tab. */
export function PolicyPage({ reference, children }: PolicyPageProps) {
  const inUse = useSessionPolicy();
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-x-8 gap-y-6 px-4 py-4 lg:grid-cols-2">
      <section aria-labelledby="own-policy" className="flex min-w-0 flex-col gap-3">
        <h2 id="own-policy" className="text-lg font-semibold">
          A policy for this tab
        </h2>
        <OwnPolicy reference={reference} inUse={inUse}>
          {children}
        </OwnPolicy>
      </section>
      <section aria-labelledby="known-policies" className="flex min-w-0 flex-col gap-3">
        <h2 id="known-policies" className="text-lg font-semibold">
          Policies of this server
        </h2>
        {inUse === undefined ? null : (
          <p className="text-muted">This tab uses its own policy, so it ignores these.</p>
        )}
        <KnownPolicyList reference={reference} />
      </section>
    </div>
  );
}

function KnownPolicyList({ reference }: Pick<PolicyPageProps, 'reference'>) {
  const { data, error, refetch } = useQuery(policiesQuery(reference));
  if (error !== null) return <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows count={4} label="Reading policies" />;
  const empty =
    data.source === 'none'
      ? 'Orrery has no policy folder (ORRERY_POLICY). Signatures through the public Sigstore instance can be valid, but none can match a policy.'
      : 'The policy folder is empty.';
  return <PolicyDescriptionList description={data} empty={empty} />;
}

type OwnPolicyProps = PolicyPageProps & { readonly inUse: PolicyParts | undefined };

function OwnPolicy({ reference, inUse, children }: OwnPolicyProps) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly PolicyPiece[]>([]);
  const [isRefused, setRefused] = useState(false);
  const parts = policyPartsOf([
    ...(text.trim() === '' ? [] : [{ name: `pasted ${pieceKind(text)}`, text }]),
    ...files,
  ]);
  const test = useMutation({
    mutationFn: ({ ref, policy }: { readonly ref: string; readonly policy: PolicyParts }) =>
      tryPolicy(ref, policy),
  });
  const use = (policy: PolicyParts | undefined) => {
    setRefused(!keepSessionPolicy(policy));
    // Every artifact of this tab is judged by another policy from now on.
    void client.resetQueries({ queryKey: ['verification'] });
  };
  const tested = reference === undefined ? undefined : { ref: reference };
  return (
    <>
      {inUse === undefined ? null : (
        <InUse
          onShow={tested === undefined ? undefined : () => test.mutate({ ...tested, policy: inUse })}
          onStop={() => use(undefined)}
        />
      )}
      <PolicyForm text={text} files={files} onText={setText} onFiles={setFiles} />
      <div className="flex flex-wrap gap-2">
        {tested === undefined ? null : (
          <Button
            look="primary"
            disabled={parts === undefined || test.isPending}
            onClick={() => {
              if (parts !== undefined) test.mutate({ ...tested, policy: parts });
            }}
          >
            {test.isPending ? 'Checking…' : 'Test against this artifact'}
          </Button>
        )}
        <Button disabled={parts === undefined} onClick={() => use(parts)}>
          Use in this tab
        </Button>
      </div>
      {isRefused ? (
        <p role="alert" className="text-bad">
          The browser did not save the policy: it blocks storage, or the policy is too large.
        </p>
      ) : null}
      <p className="text-sm text-muted">
        This tab keeps it until you close it, and sends it only to this Orrery server.
      </p>
      <div aria-live="polite" className="flex flex-col gap-4">
        {test.error === null ? null : <ProblemPanel problem={problemOf(test.error)} />}
        {test.data === undefined ? null : <Result verification={test.data}>{children}</Result>}
      </div>
    </>
  );
}

type InUseProps = { readonly onShow: (() => void) | undefined; readonly onStop: () => void };

function InUse({ onShow, onStop }: InUseProps) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line border-l-3 border-l-accent bg-sunken px-3 py-2"
    >
      <span>This tab uses your own policy.</span>
      <span className="flex gap-2">
        {onShow === undefined ? null : <Button onClick={onShow}>Explain it</Button>}
        <Button onClick={onStop}>Stop using it</Button>
      </span>
    </div>
  );
}

type ResultProps = Pick<PolicyPageProps, 'children'> & { readonly verification: Verification };

function Result({ verification, children }: ResultProps) {
  const { policyDescription } = verification;
  return (
    <>
      <h3 className="text-lg font-semibold">Result for this artifact</h3>
      {children(verification)}
      {policyDescription === undefined ? null : (
        <PolicyDescriptionList
          description={policyDescription}
          empty="Without a policy, roots and keys prove the signer, but nothing matches."
        />
      )}
    </>
  );
}
