'use client';
import { Download } from 'lucide-react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog, DialogFooter } from '#components/ui/dialog';
import { saveBlob } from '#components/ui/download.ts';
import { shorten } from '#lib/text/untrusted-text';
import type { ShownRequirements } from './shown-requirements.ts';

type RequirementsFileProps = {
  readonly shown: ShownRequirements;
  readonly onClose: () => void;
};

/** The file of requirements that says what the page requires, to copy or to keep. */
export function RequirementsFile({ shown, onClose }: RequirementsFileProps) {
  const { source, file, problems } = shown;
  const text = file === '' ? '# Nothing is required.\n' : file;
  return (
    <Dialog
      title="requirements.yaml"
      description={
        source === 'file'
          ? 'The file in the policy folder.'
          : 'This file has the requirements of this page. Save it in the policy folder to use it for every audit.'
      }
      isOpen
      onOpenChange={onClose}
    >
      <div data-wide className="flex flex-col gap-2">
        {problems.map((problem) => (
          <p key={problem} className="text-bad">
            {problem}
          </p>
        ))}
        <ol className="rounded-md bg-sunken p-3 font-mono text-sm">
          {text
            .replace(/\n$/, '')
            .split('\n')
            .map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their number.
              <li key={at} className="flex gap-3 break-all whitespace-pre-wrap">
                <span aria-hidden="true" className="w-6 shrink-0 text-right text-faint select-none">
                  {at + 1}
                </span>
                <span className="min-w-0">{shorten(line)}</span>
              </li>
            ))}
        </ol>
      </div>
      <DialogFooter status="">
        <CopyButton text={text} label="Copy" isWide />
        <Button onClick={() => saveBlob('requirements.yaml', new Blob([text], { type: 'application/yaml' }))}>
          <Download size={14} aria-hidden="true" /> Download
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
