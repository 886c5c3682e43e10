import { Field, FieldList } from '#components/ui/field-list';
import type { InventoryDocument } from '#lib/api/contract/inventory-contract';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { knownRows, knownText, lookText, pauseText } from './scan-words.ts';

type KnownFactsProps = {
  readonly state: InventoryDocument;
  readonly name: 'registry' | 'repository';
};

/** What is known of a registry or repository, as counts, and how old that is; of a repository in one line above its tags. */
export function KnownFacts({ state: { known, notice, look }, name }: KnownFactsProps) {
  return (
    <>
      {known === undefined ? (
        <p className="min-w-0 text-muted">
          {name === 'registry'
            ? 'Orrery has not scanned this registry yet. Once it has, you can search all its images at once.'
            : 'Orrery has not scanned this repository yet. Once it has, you can search it.'}
        </p>
      ) : name === 'repository' ? (
        <p className="min-w-0 text-sm text-muted" title={look === undefined ? undefined : lookTitle(look)}>
          {knownText(known, Date.now())}
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

function lookTitle(look: NonNullable<InventoryDocument['look']>): string {
  return `Orrery looks again ${lookText(look, Date.now())}`;
}
