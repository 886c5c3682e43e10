'use client';
import { FileUp, X } from 'lucide-react';
import type { ComponentProps, DragEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { buttonClass, IconButton } from '#components/ui/button';
import { useTypedEarly } from '#components/ui/use-typed-early.ts';
import { formatBytes } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';
import type { PolicyPiece } from './read-pieces.ts';
import { pieceKind, pieceWords } from './read-pieces.ts';

/** A policy, a root or a key has a few kilobytes; more is a mistake, and would not fit into the browser's storage. */
const fileMaxBytes = 1024 * 1024;

type PolicyFormProps = {
  readonly text: string;
  readonly files: readonly PolicyPiece[];
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly PolicyPiece[]) => void;
};

/** Where a policy, a key, a root or a command is pasted, and where files are dropped. */
export function PolicyForm({ text, files, onText, onFiles }: PolicyFormProps) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  useTypedEarly(box, text, onText);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const add = async (added: readonly File[]) => {
    const fitting = added.filter(({ size }) => size <= fileMaxBytes);
    setRefused(added.filter((file) => !fitting.includes(file)).map(({ name }) => name));
    const read = await Promise.all(
      fitting.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    onFiles([...files.filter(({ name }) => !read.some((file) => file.name === name)), ...read]);
  };
  const drop = {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      void add([...event.dataTransfer.files]);
    },
  };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-medium">
        Paste a policy, a key, a trusted root or a command
      </label>
      <textarea
        ref={box}
        id={id}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        rows={9}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-note`}
        {...drop}
        className="w-full rounded-md border border-line-strong bg-sunken px-2.5 py-2 font-mono text-sm"
      />
      <p id={`${id}-note`} className="text-sm text-muted">
        <Note text={text} />
      </p>
      <FileList files={files} onFiles={onFiles} />
      {refused.map((name) => (
        <p key={name} role="alert" className="text-bad">
          {shorten(name)} is larger than {formatBytes(fileMaxBytes)}.
        </p>
      ))}
      <ChooseFiles drop={drop} onAdd={add} />
    </div>
  );
}

/** What may be pasted; once something is, what it is taken for. */
function Note({ text }: Pick<PolicyFormProps, 'text'>) {
  const kind = pieceKind(text);
  if (kind !== 'empty') return `Read as: ${pieceWords[kind]}.`;
  return (
    <>
      A ClusterImagePolicy in YAML or JSON, a public key or a certificate as PEM, a{' '}
      <code className="font-mono">trusted_root.json</code>, notation’s{' '}
      <code className="font-mono">trustpolicy.json</code>, or a line such as{' '}
      <code className="font-mono">cosign verify --certificate-identity …</code>
    </>
  );
}

function FileList({ files, onFiles }: Pick<PolicyFormProps, 'files' | 'onFiles'>) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files" className="rounded-md border border-line">
      {files.map((file) => (
        <li key={file.name} className="flex items-center gap-2 px-2.5 py-1 not-first:border-t border-line">
          <span className="min-w-0 grow truncate">
            {shorten(file.name)}{' '}
            <span className="text-muted">
              {pieceWords[pieceKind(file.text)]}, {formatBytes(file.text.length)}
            </span>
          </span>
          <IconButton
            label={`Remove ${shorten(file.name)}`}
            onClick={() => onFiles(files.filter((other) => other !== file))}
          >
            <X size={14} aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

type ChooseFilesProps = {
  readonly drop: Pick<ComponentProps<'label'>, 'onDragOver' | 'onDrop'>;
  readonly onAdd: (files: readonly File[]) => Promise<void>;
};

function ChooseFiles({ drop, onAdd }: ChooseFilesProps) {
  return (
    <label
      {...drop}
      className={`${buttonClass()} relative self-start cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-focus`}
    >
      <FileUp size={14} aria-hidden="true" className="text-muted" />
      Choose or drop files
      <input
        type="file"
        multiple
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          void onAdd([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
