import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addMissing, onResponseHead, restoreLength } from '#lib/server/http/response-head';

function makeAnswer(): ServerResponse {
  return new ServerResponse(new IncomingMessage(new Socket()));
}

test('a head is dressed once, after all that the answer has said itself', () => {
  const outgoing = makeAnswer();
  outgoing.setHeader('b', 'before');
  onResponseHead(outgoing, () => addMissing(outgoing, { a: 'ours', b: 'ours', c: 'ours' }));
  outgoing.writeHead(201, { a: 'given', d: ['1', '2'] });
  expect(outgoing.getHeaders()).toEqual({ a: 'given', b: 'before', c: 'ours', d: ['1', '2'] });
  expect(outgoing.statusCode).toBe(201);
});

test.each([
  [['x', '1', 'x', '2', 'y', '3']],
  [
    [
      ['x', '1'],
      ['x', '2'],
      ['y', '3'],
    ],
  ],
])('headers given as a list replace what was there and keep their repeats', (given) => {
  const outgoing = makeAnswer();
  outgoing.setHeader('x', '0');
  onResponseHead(outgoing, () => {});
  outgoing.writeHead(200, given.flat());
  expect(outgoing.getHeaders()).toEqual({ x: ['1', '2'], y: '3' });
});

test('a reason phrase and a head that nobody writes by hand are dressed too', () => {
  const outgoing = makeAnswer();
  onResponseHead(outgoing, () => addMissing(outgoing, { a: '1' }));
  outgoing.writeHead(200, 'Fine', { b: '2' });
  const implicit = makeAnswer();
  onResponseHead(implicit, () => addMissing(implicit, { a: '1' }));
  implicit.flushHeaders();
  expect([outgoing.statusMessage, outgoing.getHeaders()]).toEqual(['Fine', { a: '1', b: '2' }]);
  expect(implicit.getHeaders()).toEqual({ a: '1' });
});

test('Orrery-Length becomes the Content-Length that the body is held to', () => {
  const outgoing = makeAnswer();
  outgoing.setHeader('Orrery-Length', '12');
  restoreLength(outgoing);
  expect(outgoing.getHeaders()).toEqual({ 'content-length': '12' });
  expect(outgoing.strictContentLength).toBe(true);
});

test.each(['', '-1', '1e3', '0x10', '12, 12', '99999999999999999'])('"%s" is no length', (length) => {
  const outgoing = makeAnswer();
  outgoing.setHeader('orrery-length', length);
  restoreLength(outgoing);
  expect(outgoing.getHeaders()).toEqual({});
});
