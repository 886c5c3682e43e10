'use client';
import { SunMoon } from 'lucide-react';
import { chipClass } from '#components/ui/chip';
import { writeStored } from '#components/ui/storage/browser-storage.ts';
import { themeStorageKey } from './theme-script.ts';

/** Changes between light and dark; choosing what the system has means following the system again. */
export function ThemeToggle() {
  return (
    <button
      type="button"
      aria-label="Change between light and dark"
      title="Change between light and dark"
      onClick={toggle}
      className={`${chipClass()} hover:border-line-strong hover:text-text`}
    >
      <SunMoon size={14} aria-hidden="true" />
    </button>
  );
}

function toggle(): void {
  const root = document.documentElement;
  const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
  root.dataset.theme = next;
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  // Without storage the choice holds for this page alone.
  writeStored('local', themeStorageKey, next === system ? undefined : next);
}
