'use client';
import { useState } from 'react';
import { Check, Choices } from '#components/ui/fields';
import { formatReference } from '#lib/oci/reference';
import { FormDialog } from './form-dialog.tsx';
import type { FormProps } from './form-props.ts';

type Scope = 'tag' | 'manifest' | 'graph';

/** How much goes: a name, a manifest, or a manifest and everything attached to it. */
export function DeleteForm(props: FormProps) {
  return <ScopeForm {...props} first={props.target.reference.tag === undefined ? 'manifest' : 'tag'} />;
}

/** The same, for who has said that all of it goes. */
export function DeleteGraphForm(props: FormProps) {
  return <ScopeForm {...props} first="graph" />;
}

function ScopeForm({ target, onClose, onPlanned, first }: FormProps & { readonly first: Scope }) {
  const { reference } = target;
  const [scope, setScope] = useState<Scope>(first);
  const [wantsArchive, setWantsArchive] = useState(true);
  const ref = formatReference(reference);
  const isTag = scope === 'tag';
  return (
    <FormDialog
      title="Delete"
      description={<code className="font-mono text-sm break-all">{ref}</code>}
      request={{ action: 'delete', ref, scope, ...(isTag ? {} : { archive: wantsArchive }) }}
      onClose={onClose}
      onPlanned={onPlanned}
    >
      <Choices<Scope>
        name="What goes"
        value={scope}
        onChange={setScope}
        choices={[
          ...(reference.tag === undefined
            ? []
            : [
                {
                  value: 'tag',
                  title: 'Only this tag',
                  text: `The name ${reference.tag} goes; the artifact stays and is found by digest.`,
                } as const,
              ]),
          {
            value: 'manifest',
            title: 'This manifest',
            text: 'It and every tag that points to it. What is attached to it stays behind without its subject.',
          },
          {
            value: 'graph',
            title: 'This and everything attached',
            text: 'Platforms, signatures, SBOMs and what hangs on those, except what something else still needs.',
          },
        ]}
      />
      {/* Always there, so that the dialog keeps its size. */}
      <fieldset disabled={isTag} className="m-0 border-0 p-0 disabled:opacity-60">
        <Check
          isOn={wantsArchive && !isTag}
          onChange={setWantsArchive}
          note={
            isTag
              ? 'A tag alone holds nothing to archive.'
              : 'An OCI layout of all that goes, to download and to import again.'
          }
        >
          Archive it first
        </Check>
      </fieldset>
    </FormDialog>
  );
}
