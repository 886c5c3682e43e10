import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { deliveries } from '#e2e/fakes/notification-bodies';
import { notificationLimits } from './limits.ts';
import { parseNotification } from './parse-notification.ts';

function parse(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return parseNotification({ body, header: (name) => headers[name] ?? null });
}

describe('what registries send', () => {
  test.for(deliveries)('$name', ({ body, headers, changes }) => {
    expect(parse(body, headers)).toEqual({ kind: 'changes', changes });
  });
});

test.for([
  ['no object', 'text'],
  ['nothing', null],
  ['an empty object', {}],
  ['a list of something else', [{ eventType: 'Microsoft.Storage.BlobCreated', data: {} }]],
  ['an event of distribution without its target', { events: [{ action: 'push' }] }],
  ['a CloudEvent of somebody else', { specversion: '1.0', type: 'com.example.thing', data: {} }],
])('%s is of no known shape, which is no exception', ([, body]) => {
  expect(parse(body)).toEqual({ kind: 'unknown' });
});

test('what can be no repository is no change, and makes none of the others wrong', () => {
  const event = (repository: string) => ({ action: 'push', target: { repository, tag: '1' } });
  const names = ['Team/App', '../etc', 'team/app', 'a'.repeat(300), 'team/app/../..', ''];
  expect(parse({ events: names.map(event) })).toEqual({
    kind: 'changes',
    changes: [{ repository: 'team/app', tag: '1' }],
  });
});

test('what can be no tag and no digest is left out', () => {
  const target = { repository: 'team/app', tag: '../..', digest: 'sha256:short' };
  expect(parse({ events: [{ action: 'push', target }] })).toEqual({
    kind: 'changes',
    changes: [{ repository: 'team/app' }],
  });
});

test('the same change many times is one', () => {
  const event = { action: 'push', target: { repository: 'team/app', digest: digestOf('image') } };
  expect(parse({ events: Array.from({ length: 100 }, () => event) })).toMatchObject({
    changes: [{ repository: 'team/app' }],
  });
});

test('more events than anybody sends are counted and not read', () => {
  const count = notificationLimits.eventsMax + 1;
  expect(parse({ events: Array.from({ length: count }, () => 0) })).toEqual({ kind: 'too-many', count });
  expect(parse(Array.from({ length: count }, () => 0))).toEqual({ kind: 'too-many', count });
  const tags = Array.from({ length: count }, (_, at) => `${at}`);
  const quay = { repository: 'team/app', docker_url: 'quay.io/team/app', updated_tags: tags };
  expect(parse(quay)).toEqual({ kind: 'too-many', count });
  const resources = tags.map((tag) => ({ tag }));
  const event_data = { resources, repository: { repo_full_name: 'team/app' } };
  expect(parse({ type: 'PUSH_ARTIFACT', event_data })).toEqual({ kind: 'too-many', count });
});
