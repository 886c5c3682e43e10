import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import type { Settings } from './env.ts';
import { processGlobal } from './process-global.ts';
import { currentRequest } from './request-context.ts';

const state = processGlobal('log', (): { log: Logger } => ({ log: pino({ level: 'silent' }) }));

const secrets = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'secret', 'identitytoken'];

/**
 * JSON lines on standard error. A line about a request has the id of that request and of its trace. A field that by its
 * name is a secret prints as `[secret]`, and of an error only type, code, message and stack are printed, their addresses
 * without queries: those of signed downloads are keys.
 */
export function createLog(level: Settings['logLevel'], stream: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino(
    {
      ...{ level, base: null, mixin: requestFields },
      redact: { paths, censor: '[secret]' },
      serializers: { err: describeError },
    },
    stream,
  );
}

/** Makes a log the one of this process, for our own server and for the route handlers that Next bundles apart. */
export function provideLog(log: Logger): void {
  state.log = log;
}

/** The log of this process; silent before the server has started, as in tests. */
export function getLog(): Logger {
  return state.log;
}

function requestFields(): Readonly<Record<string, string>> {
  const request = currentRequest();
  if (request === undefined) return {};
  const { id, traceId } = request;
  return { requestId: id, ...(traceId === undefined ? {} : { traceId }) };
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    message: withoutQueries(error.message),
    stack: withoutQueries(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s"'?]+)\?[^\s"']*/g, '$1?…').replace(/\/\/[^/\s"']*@/g, '//');
}
