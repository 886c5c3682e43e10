import { parentPort } from 'node:worker_threads';
import { createDocumentStore } from './document-store.ts';
import type { ReaderAnswer, ReaderCall } from './reader-calls.ts';

// The thread in which documents are read: nobody who asks for something else waits for them.
const store = createDocumentStore();

parentPort?.on('message', async (call: ReaderCall) => {
  parentPort?.postMessage(await answer(call));
});

async function answer(call: ReaderCall): Promise<ReaderAnswer> {
  try {
    const result = await run(call);
    return { id: call.id, ...(result === undefined ? {} : { result }) };
  } catch (error) {
    // A fault of ours: content never throws. The thread goes on, since the store holds only what was read whole.
    return { id: call.id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Each at once, but for a join, which leaves others their turns. */
function run(call: ReaderCall): ReaderAnswer['result'] | Promise<ReaderAnswer['result']> {
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
    case 'evidence':
      return store.evidence(call.argument);
    case 'join':
      return store.join(call.argument);
    case 'rows':
      return store.rows(call.argument);
  }
}
