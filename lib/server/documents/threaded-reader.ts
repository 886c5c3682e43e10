import { LRUCache } from 'lru-cache';
import { limits } from '#lib/server/platform/limits';
import type { DocumentBytes, DocumentService } from './document-types.ts';
import type { ArgumentOf } from './reader-calls.ts';
import type { Lost, ThreadOptions } from './reader-host.ts';
import { createReaderThread } from './reader-host.ts';

/** A service whose thread can be ended. */
export type ThreadedReader = DocumentService & { readonly close: () => Promise<void> };

const sentences = {
  memory: 'Orrery stopped reading it: it needs too much memory.',
  time: 'Orrery stopped reading it: it takes too long.',
  fault: 'Orrery could not read it because of an internal error.',
} as const satisfies Record<Lost['lost'], string>;

/**
 * Reads documents in a thread of its own. One that takes more memory or time than a document may ends the thread: it is
 * told to be unreadable from then on, and what else was asked is unknown, so that who asked gives it again.
 */
export function createThreadedReader(options: ThreadOptions): ThreadedReader {
  const fatal = new LRUCache<string, string>({ max: limits.fatalDocumentsMax });
  let latest = '';
  const onMemory = () => void fatal.set(latest, sentences.memory);
  const { ask, close } = createReaderThread({ ...options, onMemory });
  const read = async <Name extends 'open' | 'meanings'>(name: Name, content: DocumentBytes) => {
    latest = content.key;
    const known = fatal.get(content.key);
    if (known !== undefined) return unreadable(known);
    const answer = await ask(name, content, [content.bytes.buffer]);
    if ('result' in answer) return answer.result;
    if (answer.isCause) fatal.set(content.key, sentences[answer.lost]);
    return answer.isCause ? unreadable(sentences[answer.lost]) : undefined;
  };
  const lookInto = async <Name extends 'rows' | 'paths' | 'counted' | 'evidence'>(
    name: Name,
    key: string,
    request: ArgumentOf<Name>,
  ) => {
    latest = key;
    const answer = await ask(name, request);
    if ('result' in answer) return answer.result;
    if (answer.isCause) fatal.set(key, sentences[answer.lost]);
    return undefined;
  };
  return {
    open: (content) => read('open', content),
    meanings: (content) => read('meanings', content),
    counted: (key) => lookInto('counted', key, key),
    opened: async (key) => {
      const answer = await ask('opened', key);
      return 'result' in answer ? answer.result : undefined;
    },
    evidence: (request) => lookInto('evidence', request.key, request),
    join: async (name) => {
      const answer = await ask('join', name);
      return 'result' in answer ? answer.result : undefined;
    },
    rows: (request) => lookInto('rows', request.key, request),
    paths: (request) => lookInto('paths', request.key, request),
    close,
  };
}

function unreadable(why: string) {
  const nothing = { documents: [], problems: [why] };
  return { ...nothing, meaning: nothing };
}
