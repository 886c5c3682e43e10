import { expect, test } from 'vitest';
import { accessPage, continuePage } from './access-page.ts';

const given = { target: '/ghcr.io/a/b?x=1', tokenPath: '~/orrery/token', nonce: 'n0nce' } as const;

test('the page says where the token stands, and sends the target along with it', () => {
  const html = accessPage({ ...given, notice: 'token-missing' });
  expect(html).toContain('<code>~/orrery/token</code>');
  expect(html).toContain('name="target" value="/ghcr.io/a/b?x=1"');
  expect(html).toContain('<style nonce="n0nce">');
  expect(html).not.toContain('role="alert"');
});

test.each(['token-wrong', 'tokens-limited'] as const)('%s is an alert', (notice) => {
  expect(accessPage({ ...given, notice })).toContain('<p role="alert">');
});

test('nothing of an address becomes markup', () => {
  const target = `/"><script>alert('x')</script>&`;
  const escaped = '/&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
  expect(accessPage({ ...given, target, notice: 'token-missing' })).toContain(`value="${escaped}"`);
  expect(continuePage(target, 'n0nce')).toContain(`href="${escaped}"`);
  expect(continuePage(target, 'n0nce')).not.toContain('<script>');
});

test('a link from another site is led to the same address', () => {
  expect(continuePage('/a', 'n0nce')).toContain('<meta http-equiv="refresh" content="0; url=/a">');
});
