import { expect, test } from 'vitest';
import { currentRequest, withRequest } from './request-context.ts';

const named = (id: string) => ({ id, traceId: undefined, span: undefined });

test('what a request starts knows its request, also when others run meanwhile', async () => {
  const first = Promise.withResolvers<void>();
  const seen = (id: string, until: Promise<void>) =>
    withRequest(named(id), async () => {
      await until;
      return currentRequest()?.id;
    });
  const ids = Promise.all([seen('a', first.promise), seen('b', Promise.resolve())]);
  first.resolve();
  expect(await ids).toEqual(['a', 'b']);
  expect(currentRequest()).toBeUndefined();
});
