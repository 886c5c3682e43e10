/** A question that a page asks first: its address on our server, and the form of the answer. */
export type EarlyQuestion = { readonly path: string; readonly accept: string };

/** What the head of a page has asked before any code of ours was there. */
type Early = EarlyQuestion & { readonly answer: Promise<Response>; readonly stop: AbortController };

declare global {
  var orreryEarly: Early | undefined;
}

/** What the script of the head carries for {@link earlyScript}; nothing for a page that asks nothing. */
export function earlyAttributes(question: EarlyQuestion | undefined): Readonly<Record<string, string>> {
  return question === undefined ? {} : { 'data-ask': question.path, 'data-accept': question.accept };
}

/**
 * Asks what the page is about while its code is still on the way, as {@link takeEarlyAnswer} would ask it. Text, because
 * it must stand in the head; the question stands beside it, so that nothing of an address is ever a part of a script.
 */
export const earlyScript = `(() => {
  const { ask: path, accept } = document.currentScript.dataset;
  if (path === undefined) return;
  const stop = new AbortController();
  const answer = fetch(path, { headers: { accept }, signal: stop.signal });
  answer.catch(() => {});
  globalThis.orreryEarly = { path, accept, answer, stop };
})();`;

/**
 * The answer to a question that the head of the page has asked already, once; aborted by `signal` like one that is asked
 * now. Undefined when nobody asked this. One that was asked in another way is let go: it is not what the page wants.
 */
export function takeEarlyAnswer(
  { path, accept }: EarlyQuestion,
  signal: AbortSignal | undefined,
): Promise<Response> | undefined {
  const early = globalThis.orreryEarly;
  if (early === undefined || nameOf(early.path) !== nameOf(path)) return undefined;
  globalThis.orreryEarly = undefined;
  const { answer, stop } = early;
  if (early.path !== path || early.accept !== accept) {
    stop.abort();
    return undefined;
  }
  const abort = () => stop.abort(signal?.reason);
  if (signal?.aborted === true) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return answer;
}

function nameOf(path: string): string {
  return path.split('?', 1)[0] ?? '';
}
