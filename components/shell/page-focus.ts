'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** After each navigation: what had the focus is gone with its page, and the new page gets it. Nobody who is somewhere is moved, but to a plan that was asked for. */
export function PageFocus() {
  const path = usePathname();
  const query = useSearchParams();
  // The parts of an address that make another screen of it.
  const screen = [path, ...['view', 'compare', 'plan', 'page'].map((name) => query.get(name) ?? '')].join(
    ' ',
  );
  const plan = query.get('plan') ?? undefined;
  const last = useRef({ screen, plan });
  // Syncs with the focus of the document, and waits for what is drawn later.
  useEffect(() => {
    const before = last.current;
    if (before.screen === screen) return;
    last.current = { screen, plan };
    let stop: (() => void) | undefined;
    let isLeft = false;
    void import('#components/ui/keep-focused.ts').then(({ keepFocused }) => {
      if (!isLeft) stop = keepFocused(plan === before.plan ? undefined : plan);
    });
    return () => {
      isLeft = true;
      stop?.();
    };
  }, [screen, plan]);
  return null;
}
