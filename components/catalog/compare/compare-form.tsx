'use client';
import { ArrowLeftRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button, IconButton } from '#components/ui/button';
import { TextField } from '#components/ui/fields';
import type { CompareSides } from './asked-sides.ts';
import { comparePath, refusalOf } from './compare-sides.ts';

type CompareFormProps = {
  readonly sides: CompareSides;
  /** References that the boxes offer. */
  readonly suggestions: readonly string[];
  /** What the sides are called. */
  readonly names?: readonly [left: string, right: string];
  /** What the button does. */
  readonly action?: string;
  /** Parameters of the address that stay. */
  readonly kept?: Readonly<Record<string, string | undefined>>;
};

/** Which two artifacts are compared: a box for each, of any registry, and a button that swaps them. */
export function CompareForm({
  sides,
  suggestions,
  names = ['Before', 'After'],
  action = 'Compare',
  kept = {},
}: CompareFormProps) {
  const router = useRouter();
  const [text, setText] = useState(sides);
  const refusals = { left: refusalOf(text.left), right: refusalOf(text.right) };
  const isChanged = text.left !== sides.left || text.right !== sides.right;
  const canCompare = isChanged && refusals.left === undefined && refusals.right === undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (canCompare) router.push(comparePath(text, kept));
  };
  const field = (side: 'left' | 'right', name: string) => (
    <div className="min-w-0 grow basis-64">
      <TextField
        name={name}
        value={text[side]}
        onChange={(value) => setText({ ...text, [side]: value.trim() })}
        suggestions={suggestions}
        {...(refusals[side] === undefined ? {} : { note: refusals[side] })}
        input={{ 'aria-invalid': refusals[side] !== undefined }}
      />
    </div>
  );
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-start gap-x-2 gap-y-1.5">
      {field('left', names[0])}
      <IconButton
        label="Swap the sides"
        className="mt-[21px] size-8!"
        onClick={() => router.push(comparePath({ left: sides.right, right: sides.left }, kept))}
      >
        <ArrowLeftRight size={15} aria-hidden="true" />
      </IconButton>
      {field('right', names[1])}
      <Button type="submit" className="h-8! max-sm:w-full sm:mt-[21px]" disabled={!canCompare}>
        {action}
      </Button>
    </form>
  );
}
