'use client';
import { Checkbox, Choices } from '#components/ui/fields';
import type { DeleteChoice } from './delete-choice.ts';

type DeleteFieldsProps = {
  /** The tags that were selected; none for a manifest that was opened by digest. */
  readonly tags: readonly string[];
  readonly choice: DeleteChoice;
  readonly onChange: (choice: DeleteChoice) => void;
};

/** How much is deleted: tags, manifests, or manifests and everything attached to them. */
export function DeleteFields({ tags, choice, onChange }: DeleteFieldsProps) {
  const isTag = choice.scope === 'tag';
  return (
    <>
      <Choices<DeleteChoice['scope']>
        name="What to delete"
        value={choice.scope}
        onChange={(scope) => onChange({ ...choice, scope })}
        choices={tags.length > 1 ? ofSeveral : ofOne(tags[0])}
      />
      {/* Always there, so that the dialog keeps its size. */}
      <fieldset disabled={isTag} className="m-0 border-0 p-0 disabled:opacity-60">
        <Checkbox
          isOn={choice.archive && !isTag}
          onChange={(archive) => onChange({ ...choice, archive })}
          note={
            isTag
              ? 'A tag has no content to archive.'
              : 'Saves everything as an OCI layout, so that you can import it again.'
          }
        >
          {tags.length > 1 ? 'Archive each first' : 'Archive it first'}
        </Checkbox>
      </fieldset>
    </>
  );
}

const ofSeveral = [
  { value: 'tag', title: 'Only these tags', text: 'The artifacts stay. You can open them by digest.' },
  { value: 'manifest', title: 'These manifests', text: 'Also deletes every tag that points to them.' },
  { value: 'graph', title: 'These and everything attached', text: 'Keeps what other artifacts need.' },
] as const;

function ofOne(tag: string | undefined) {
  const ofTag = {
    value: 'tag',
    title: 'Only this tag',
    text: `Removes the tag ${tag}. The artifact stays. You can open it by digest.`,
  } as const;
  return [
    ...(tag === undefined ? [] : [ofTag]),
    {
      value: 'manifest',
      title: 'This manifest',
      text: 'Also deletes every tag that points to it. Attached artifacts stay without a subject.',
    } as const,
    {
      value: 'graph',
      title: 'This and everything attached',
      text: 'Deletes platforms, signatures, SBOMs and everything attached. Keeps what other artifacts need.',
    } as const,
  ];
}
