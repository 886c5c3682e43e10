'use client';

import { useState } from 'react';
import type { DeleteChoice } from '#components/changes/request/delete-choice.ts';
import { deleteRequest } from '#components/changes/request/delete-choice.ts';
import { DeleteFields } from '#components/changes/request/delete-fields';
import { formatReference } from '#lib/oci/reference';
import type { FormProps } from './form-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Asks how much to delete: a tag, a manifest, or a manifest and everything attached to it. */
export function DeleteForm(props: FormProps) {
  return <ScopeForm {...props} scope={props.target.reference.tag === undefined ? 'manifest' : 'tag'} />;
}

/** The same, beginning with everything attached. */
export function DeleteGraphForm(props: FormProps) {
  return <ScopeForm {...props} scope="graph" />;
}

type ScopeFormProps = FormProps & { readonly scope: DeleteChoice['scope'] };

function ScopeForm({ target: { reference }, onClose, onPlanned, scope }: ScopeFormProps) {
  const [choice, setChoice] = useState<DeleteChoice>({ scope, archive: true });
  const ref = formatReference(reference);
  return (
    <FormDialog
      title="Delete"
      description={<code className="font-mono text-sm break-all">{ref}</code>}
      request={deleteRequest(ref, choice)}
      ends={{ onClose, onPlanned }}
    >
      <DeleteFields
        tags={reference.tag === undefined ? [] : [reference.tag]}
        choice={choice}
        onChange={setChoice}
      />
    </FormDialog>
  );
}
