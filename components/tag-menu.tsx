'use client';
import { useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useChangeItems } from '#components/changes/use-change-items';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu';
import { tagDigestQuery } from '#lib/api/queries/summary-query';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { useCompare } from './use-compare.tsx';

type TagMenuProps = {
  readonly reference: Reference;
  readonly onPlanned: (id: string) => void;
};

/** Everything that can be done with one tag of a list: what the menu of its node offers, and both deletions. */
export function TagMenu({ reference, onPlanned }: TagMenuProps) {
  const { items, dialogs } = useChangeItems({ target: { reference }, onPlanned, isRow: true });
  const compare = useCompare();
  const router = useRouter();
  const queries = useQueryClient();
  const text = formatReference(reference);
  const copy = (value: string) => void navigator.clipboard.writeText(value);
  const copyDigest = async () => copy((await queries.fetchQuery(tagDigestQuery(text))).digest);
  return (
    <>
      <Menu
        label={`Actions for ${reference.tag ?? text}`}
        trigger={<MoreHorizontal size={16} aria-hidden="true" />}
      >
        <MenuItem onSelect={() => router.push(textPath(text))}>Open</MenuItem>
        <MenuItem onSelect={() => void open(textPath(text), '_blank', 'noopener')}>
          Open in a new tab
        </MenuItem>
        <MenuItem onSelect={() => compare.ask(text)}>Compare with…</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => copy(text)}>Copy reference</MenuItem>
        <MenuItem onSelect={() => void copyDigest()}>Copy digest</MenuItem>
        <MenuSeparator />
        {items}
      </Menu>
      {dialogs}
      {compare.dialog}
    </>
  );
}
