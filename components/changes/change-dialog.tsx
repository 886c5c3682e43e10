'use client';

import dynamic from 'next/dynamic';
import type { FormProps } from '#components/changes/forms/form-dialog';
import type { ChangeAction, ChangeTarget } from '#components/changes/request/change-target.ts';

const forms = {
  attach: dynamic(() => import('#components/changes/forms/attach-form').then((file) => file.AttachForm)),
  tag: dynamic(() => import('#components/changes/forms/tag-form').then((file) => file.TagForm)),
  copy: dynamic(() => import('#components/changes/forms/copy-form').then((file) => file.CopyForm)),
  delete: dynamic(() => import('#components/changes/forms/delete-form').then((file) => file.DeleteForm)),
  'delete-graph': dynamic(() =>
    import('#components/changes/forms/delete-form').then((file) => file.DeleteGraphForm),
  ),
  import: dynamic(() => import('#components/changes/forms/import-form').then((file) => file.ImportForm)),
} as const satisfies Record<ChangeAction, unknown>;

type ChangeDialogProps = Omit<FormProps, 'target'> & {
  readonly action: ChangeAction;
  /** Undefined for an import, which has no target yet. */
  readonly target?: ChangeTarget;
};

/** The form that asks for a plan, by action. */
export function ChangeDialog({ action, target, ...rest }: ChangeDialogProps) {
  const Form = forms[action];
  return <Form target={target ?? { reference: { registry: '', repository: '' } }} {...rest} />;
}
