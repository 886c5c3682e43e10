'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';

type PageLinkProps = Omit<ComponentProps<'a'>, 'href' | 'target' | 'download'> & {
  readonly href: string;
};

/**
 * A link to another page of ours, without a new load of everything. The link of Next weighs ten times as much for what
 * no link here does: it fetches pages before somebody asks for them.
 */
export function PageLink({ href, onClick, ...props }: PageLinkProps) {
  const router = useRouter();
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || isForBrowser(event)) return;
    event.preventDefault();
    router.push(href);
  };
  return <a {...props} href={href} onClick={open} />;
}

/** Whether somebody asks for a new tab, a new window or a download. */
function isForBrowser(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
