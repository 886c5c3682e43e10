'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogFooter } from '#components/ui/dialog';
import { TextField } from '#components/ui/fields';
import { tagsQuery } from '#lib/api/queries/queries';
import { parseReference } from '#lib/oci/reference';
import { comparePath, refusalOf, sidesWith, suggestionsMax } from './compare-sides.ts';

type CompareDialogProps = {
  /** A whole reference. */
  readonly reference: string;
  readonly onClose: () => void;
};

/** Asks with what an artifact is compared, and leads there. */
export function CompareDialog({ reference, onClose }: CompareDialogProps) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { registry, repository, tag } = parseReference(reference);
  const tags = useInfiniteQuery(tagsQuery(`${registry}/${repository}`));
  const names = (tags.data?.pages[0]?.names ?? []).filter((name) => name !== tag);
  const sides = sidesWith(reference, text);
  const refusal = text === '' ? undefined : (refusalOf(sides.left) ?? refusalOf(sides.right));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text === '' || refusal !== undefined) return;
    onClose();
    router.push(comparePath(sides));
  };
  return (
    <Dialog
      title="Compare with…"
      description={<span className="font-mono text-sm [overflow-wrap:anywhere]">{reference}</span>}
      isOpen
      onOpenChange={onClose}
    >
      <form onSubmit={onSubmit} className="contents">
        <TextField
          name="With"
          value={text}
          onChange={(value) => setText(value.trim())}
          suggestions={names.slice(0, suggestionsMax)}
          note={refusal ?? `A tag or a digest of ${repository}, or any other reference.`}
          input={{ 'aria-invalid': refusal !== undefined }}
        />
        <DialogFooter status="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={text === '' || refusal !== undefined}>
            Compare
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
