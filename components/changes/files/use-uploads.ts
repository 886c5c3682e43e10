import { useReducer, useRef } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { uploadFile } from '#lib/api/changes/upload-file';
import type { TypeSuggestion } from '#lib/formats/reading/suggest-type';
import { suggestType } from '#lib/formats/reading/suggest-type';
import type { FileUpload } from './uploads.ts';
import { reduceUploads } from './uploads.ts';

export type Uploads = {
  readonly files: readonly FileUpload[];
  /** Sends these files and reads what they are. */
  add(files: readonly File[]): void;
  remove(key: number): void;
};

const headBytes = 256 * 1024;
// The browser hashes only what is in its memory as a whole.
const hashMaxBytes = 256 * 1024 * 1024;

/** Files that are sent while the form is filled in; `onFirst` gets what the first of them is. */
export function useUploads(onFirst: (suggestion: TypeSuggestion) => void): Uploads {
  const [files, dispatch] = useReducer(reduceUploads, []);
  const next = useRef(0);
  const controls = useRef(new Map<number, AbortController>());
  const send = async (key: number, file: File) => {
    const control = new AbortController();
    controls.current.set(key, control);
    try {
      const upload = await uploadFile(file, {
        signal: control.signal,
        onProgress: (bytes) => dispatch({ type: 'progress', key, bytes }),
      });
      dispatch({ type: 'ready', key, upload });
    } catch (error) {
      dispatch({ type: 'failed', key, problem: problemOf(error) });
    }
  };
  const inspect = async (key: number, file: File, isFirst: boolean) => {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const suggestion = suggestType(file.name, head, file.size);
    dispatch({ type: 'suggestion', key, suggestion });
    if (isFirst) onFirst(suggestion);
    dispatch({ type: 'digest', key, digest: await hashFile(file) });
  };
  return {
    files,
    add: (added) => {
      for (const [index, file] of added.entries()) {
        const key = next.current++;
        dispatch({ type: 'add', key, file });
        void send(key, file);
        void inspect(key, file, files.length === 0 && index === 0);
      }
    },
    remove: (key) => {
      controls.current.get(key)?.abort();
      dispatch({ type: 'remove', key });
    },
  };
}

/** The digest of a file as this browser computes it; undefined where it cannot. */
async function hashFile(file: File): Promise<string | undefined> {
  // Only there on pages that came over https or from this machine.
  if (file.size > hashMaxBytes || globalThis.crypto?.subtle === undefined) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}
