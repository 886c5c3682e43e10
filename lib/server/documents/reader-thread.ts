import { parentPort } from 'node:worker_threads';
import { createDocumentStore } from './document-store.ts';
import type { ReaderAnswer, ReaderCall } from './reader-calls.ts';

// The thread in which documents are read: nobody who asks for something else waits for them.
const store = createDocumentStore();

parentPort?.on('message', (call: ReaderCall) => {
  parentPort?.postMessage(answer(call));
});

function answer(call: ReaderCall): ReaderAnswer {
  try {
    const result = run(call);
    return { id: call.id, ...(result === undefined ? {} : { result }) };
  } catch (error) {
    // A fault of ours: content never throws. The thread goes on, since the store holds only what was read whole.
    return { id: call.id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function run(call: ReaderCall): ReaderAnswer['result'] {
  switch (call.name) {
    case 'open':
      return store.open(call.argument);
    case 'meanings':
      return store.meanings(call.argument);
    case 'counted':
      return store.counted(call.argument);
    case 'opened':
      return store.opened(call.argument);
    case 'paths':
      return store.paths(call.argument);
    case 'rows':
      return store.rows(call.argument);
  }
}
