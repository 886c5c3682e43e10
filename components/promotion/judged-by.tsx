import { CopyButton } from '#components/ui/copy-button';
import { Field, FieldList } from '#components/ui/field-list';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { shorten } from '#lib/text/untrusted-text';

/** By which policy and by which requirements the candidate was judged. */
export function JudgedBy({ promotion: { policy, requirements } }: { readonly promotion: Promotion }) {
  return (
    <section aria-label="Evaluated with" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">Evaluated with</h2>
      <FieldList>
        <Field name="Policy">
          {policy === undefined ? (
            'none'
          ) : (
            <span className="flex flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]">
              {shorten(policy.name)}
              <span className="flex items-center font-mono text-sm text-muted">
                {policy.hash.slice(0, 12)}
                <CopyButton text={policy.hash} label="Copy the hash of the policy" />
              </span>
            </span>
          )}
        </Field>
        <Field name="Requirements">
          <pre className="overflow-x-auto font-mono text-sm whitespace-pre-wrap">{shorten(requirements)}</pre>
        </Field>
      </FieldList>
    </section>
  );
}
