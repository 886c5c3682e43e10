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
              : 'Saves all that is deleted as an OCI layout, to download and import again.'
          }
        >
          {tags.length > 1 ? 'Archive each first' : 'Archive it first'}
        </Checkbox>
      </fieldset>
    </>
  );
}

const ofSeveral = [
  { value: 'tag', title: 'Only these tags', text: 'The artifacts stay and can be found by digest.' },
  { value: 'manifest', title: 'These manifests', text: 'Deletes every tag that points to one of them, too.' },
  { value: 'graph', title: 'These and everything attached', text: 'Keeps what something else still needs.' },
] as const;

function ofOne(tag: string | undefined) {
  const ofTag = {
    value: 'tag',
    title: 'Only this tag',
    text: `Removes the tag ${tag}. The artifact stays and can be found by digest.`,
  } as const;
  return [
    ...(tag === undefined ? [] : [ofTag]),
    {
      value: 'manifest',
      title: 'This manifest',
      text: 'Deletes every tag that points to it, too. Attached artifacts stay, without their subject.',
    } as const,
    {
      value: 'graph',
      title: 'This and everything attached',
      text: 'Deletes platforms, signatures, SBOMs and all that is attached to them. Keeps what something else still needs.',
    } as const,
  ];
}
