import { parentPort } from 'node:worker_threads';
import { answerCall } from './answer-call.ts';
import type { VerifierCall, VerifierReply } from './verifier-calls.ts';

// The thread in which signatures are checked: nobody who asks for something else waits for them.
parentPort?.on('message', (call: VerifierCall) => {
  void answerCall(call).then(reply);
});
reply({ state: 'ready' });

function reply(message: VerifierReply): void {
  parentPort?.postMessage(message);
}
