import { format, stripVTControlCharacters } from 'node:util';

/** Prints a line of JSON, as those of the log and the audit log are: whoever collects what a team's replicas print reads it. */
export function printJson(message: string): void {
  process.stdout.write(`${toJsonLine(message, Date.now())}\n`);
}

/** A message as such a line. */
export function toJsonLine(message: string, time: number): string {
  return JSON.stringify({ time, msg: stripVTControlCharacters(message).trim() });
}

/** Hands what libraries print by `console`, as Next does when it starts, to `print`. Gives what undoes it. */
export function redirectConsole(print: (message: string) => void, target: Console = console): () => void {
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const before = methods.map((method) => [method, target[method]] as const);
  for (const method of methods) target[method] = (...parts: unknown[]) => print(format(...parts));
  return () => {
    for (const [method, original] of before) target[method] = original;
  };
}
