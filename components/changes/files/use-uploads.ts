import { useRef, useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { uploadFile } from '#lib/api/changes/upload-file';
import type { Upload } from '#lib/api/contract/plan-contract';
import type { Problem } from '#lib/api/problems/problem';
import type { TypeSuggestion } from '#lib/formats/reading/suggest-type';
import { suggestType } from '#lib/formats/reading/suggest-type';

/** A file on its way to the server. */
export type FileUpload = {
  readonly key: number;
  readonly file: File;
  readonly suggestion: TypeSuggestion | undefined;
  /** The sha256 of its bytes as this browser computes it; undefined until then, or when it is too large for that. */
  readonly digest: string | undefined;
} & (
  | { readonly state: 'sending'; readonly bytes: number }
  | { readonly state: 'ready'; readonly upload: Upload }
  | { readonly state: 'failed'; readonly problem: Problem }
);

export type Uploads = {
  readonly files: readonly FileUpload[];
  /** Sends these; what they are is told as soon as their heads are read. */
  add(files: readonly File[]): void;
  remove(key: number): void;
};

const headBytes = 256 * 1024;
// The browser hashes only what is in its memory as a whole.
const hashMaxBytes = 256 * 1024 * 1024;

/** Files that are sent while the person goes on filling in the form; `onFirst` hears what the first of them is. */
export function useUploads(onFirst: (suggestion: TypeSuggestion) => void): Uploads {
  const [files, setFiles] = useState<readonly FileUpload[]>([]);
  const next = useRef(0);
  const stops = useRef(new Map<number, AbortController>());
  const patch = (key: number, change: (known: FileUpload) => FileUpload) =>
    setFiles((all) => all.map((known) => (known.key === key ? change(known) : known)));
  const send = async (key: number, file: File) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    try {
      const upload = await uploadFile(file, {
        signal: stop.signal,
        onProgress: (bytes) =>
          patch(key, (known) => (known.state === 'sending' ? { ...known, bytes } : known)),
      });
      patch(key, (known) => ({ ...commonOf(known), state: 'ready', upload }));
    } catch (error) {
      const problem = problemOf(error);
      patch(key, (known) => ({ ...commonOf(known), state: 'failed', problem }));
    }
  };
  const look = async (key: number, file: File, isFirst: boolean) => {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const suggestion = suggestType(file.name, head, file.size);
    patch(key, (known) => ({ ...known, suggestion }));
    if (isFirst) onFirst(suggestion);
    const digest = await hashFile(file);
    patch(key, (known) => ({ ...known, digest }));
  };
  return {
    files,
    add: (added) => {
      const entries = added.map((file) => ({
        ...{ key: next.current++, file, suggestion: undefined, digest: undefined },
        ...({ state: 'sending', bytes: 0 } as const),
      }));
      setFiles([...files, ...entries]);
      entries.forEach(({ key, file }, index) => {
        void send(key, file);
        void look(key, file, files.length === 0 && index === 0);
      });
    },
    remove: (key) => {
      stops.current.get(key)?.abort();
      setFiles((all) => all.filter((known) => known.key !== key));
    },
  };
}

function commonOf({ key, file, suggestion, digest }: FileUpload) {
  return { key, file, suggestion, digest };
}

/** The digest of a file as this browser computes it; undefined where it cannot. */
async function hashFile(file: File): Promise<string | undefined> {
  // Only there on pages that came over https or from this machine.
  if (file.size > hashMaxBytes || globalThis.crypto?.subtle === undefined) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}
