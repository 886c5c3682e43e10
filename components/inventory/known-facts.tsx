import { Field, FieldList } from '#components/ui/field-list';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { knownRows, lookText, pauseText } from './scan-words.ts';

type KnownFactsProps = {
  readonly state: InventoryDocument;
  readonly name: 'registry' | 'repository';
};

/** What is known of a registry or repository, as counts, and how old that is. */
export function KnownFacts({ state: { known, notice, look }, name }: KnownFactsProps) {
  return (
    <>
      {known === undefined ? (
        <p className="text-muted">
          Nothing is kept of this {name} yet. Once Orrery has scanned it, questions about all its images are
          answered at once.
        </p>
      ) : (
        <FieldList>
          {knownRows(known, name).map(([title, text]) => (
            <Field key={title} name={title}>
              {text}
            </Field>
          ))}
          <Field name="As of">
            {known.asOf === undefined ? 'not complete yet' : formatAge(known.asOf, Date.now())}
          </Field>
          {look === undefined ? null : <Field name="Looks again">{lookText(look, Date.now())}</Field>}
        </FieldList>
      )}
      {notice === undefined ? null : <p className="text-warn">{notice}</p>}
      {known?.pause === undefined ? null : (
        <p className="break-words text-warn">{showHidden(pauseText(known.pause, Date.now()))}</p>
      )}
    </>
  );
}
