'use client';
import { clsx } from 'clsx';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';

type CopyButtonProps = {
  readonly text: string;
  /** What is copied, in the words of the tooltip: "Copy digest". */
  readonly label: string;
  readonly className?: string;
  /** Shows the label beside the icon. */
  readonly isWide?: boolean;
};

const shownForMs = 1600;

/** Copies a text to the clipboard, and says so. */
export function CopyButton({ text, label, className, isWide = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    setOutcome((await writeClipboard(text)) ? 'copied' : 'refused');
    setTimeout(() => setOutcome('idle'), shownForMs);
  };
  const status = { idle: label, copied: 'Copied', refused: 'The browser blocked copying' }[outcome];
  const icon =
    outcome === 'copied' ? (
      <Check size={14} aria-hidden="true" className="text-ok" />
    ) : (
      <Copy size={14} aria-hidden="true" />
    );
  const announcement = (
    <span role="status" className="sr-only">
      {outcome === 'idle' ? '' : status}
    </span>
  );
  if (!isWide) {
    return (
      <>
        <IconButton label={label} onClick={copy} {...(className === undefined ? {} : { className })}>
          {icon}
        </IconButton>
        {announcement}
      </>
    );
  }
  return (
    <Button onClick={copy} className={clsx(className)}>
      {icon}
      <span>{status}</span>
      {announcement}
    </Button>
  );
}

/** A command that gives the same answer in a terminal. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="truncate font-mono text-muted">{command}</code>
      <CopyButton text={command} label="Copy command" />
    </span>
  );
}

// Browsers refuse the clipboard without a permission or a focus; the button shows that.
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
