import { expect, test } from 'vitest';
import { createLog } from './log.ts';
import { withRequest } from './request-context.ts';

function capture(level: 'info' | 'error' = 'info') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  return { log, lines };
}

test('what is a secret by its name is never printed, at any of three depths', () => {
  const { log, lines } = capture();
  const secret = {
    authorization: 'Bearer hunter2',
    cookie: 'hunter2',
    password: 'hunter2',
    token: 'hunter2',
  };
  log.info({ ...secret, headers: secret, request: { headers: secret } }, 'asked');
  expect(lines.join('')).not.toContain('hunter2');
  expect(lines.join('').match(/\[secret\]/g)).toHaveLength(12);
});

test('an error prints its type, code and causes, without the queries of addresses and without other fields', () => {
  const { log, lines } = capture();
  const cause = new Error('GET https://user:hunter2@cdn.example/blob failed');
  const error = new Error('redirected to https://cdn.example/blob?X-Amz-Signature=hunter2', { cause });
  log.error({ err: Object.assign(error, { code: 'timeout', request: { password: 'hunter2' } }) }, 'failed');
  const printed = JSON.parse(lines[0] ?? '');
  expect(printed.err).toMatchObject({
    type: 'Error',
    code: 'timeout',
    message: 'redirected to https://cdn.example/blob?…',
    cause: { message: 'GET https://cdn.example/blob failed' },
  });
  expect(lines.join('')).not.toContain('hunter2');
});

test('a level leaves out what is below it', () => {
  const { log, lines } = capture('error');
  log.info('quiet');
  expect(lines).toEqual([]);
});

test('what is logged for a request has its id and that of its trace', () => {
  const { log, lines } = capture();
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  withRequest({ id: 'r1', traceId, span: undefined }, () => log.info('in it'));
  withRequest({ id: 'r2', traceId: undefined, span: undefined }, () => log.info('untraced'));
  log.info('outside');
  const fields = lines.map((line) => JSON.parse(line));
  expect(fields.map(({ requestId, traceId: trace }) => [requestId, trace])).toEqual([
    ['r1', traceId],
    ['r2', undefined],
    [undefined, undefined],
  ]);
});
