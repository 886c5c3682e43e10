import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand, unlessRefused } from '#e2e/fuzz/fuzz-target';
import { toHeaderText } from '#e2e/fuzz/header-text';
import { nextQuery, parseNextLink } from '#lib/registry/calls/next-query';
import { RegistryError } from '#lib/registry/registry-error';

const requestUrl = new URL('https://registry.example/v2/demo/app/tags/list?n=100');

/** `Link`, by which a registry says where its list goes on. */
export const linkTarget: FuzzTarget = {
  name: 'link',
  isJson: false,
  seeds: [
    '</v2/_catalog?last=x&n=100>; rel="next"',
    '</v2/a/tags/list?last=x>;rel=next',
    '/v2/_catalog?last=x; rel="next"',
    '<https://registry.example/v2/_catalog?last=x>; rel="next"',
    '</a>; rel="prev", </b?scope=x,y>; title="a, b; rel=prev"; REL=NEXT',
    '<?last=%2e%2e%2f>; rel="last next"',
  ],
  words: [
    ...([
      '<',
      '>',
      ';',
      ',',
      '"',
      '\\',
      'rel=',
      'rel="next"',
      'next',
      ' ',
      '?',
      '#',
      '&',
      '=',
      '/',
      '//',
    ] as const),
    ...[
      'https://thief.example/',
      '//thief.example',
      '/\\thief.example',
      '@thief',
      'javascript:',
      '<>',
      '; rel=next',
    ],
    ...['</v2/../../admin>', '?n=1#', '%23', '%0d%0a', 'https://registry.example:1/', '[', 'a,b'],
  ],
  check(bytes) {
    const header = toHeaderText(bytes);
    const target = parseNextLink(header);
    if (target !== undefined) demand(header.includes(target), 'the target does not stand in the header');
    const response = new Response(null, { headers: { link: header } });
    const query = unlessRefused(() => nextQuery(response, requestUrl, 'registry.example'), RegistryError);
    if (query === undefined) return false;
    const next = new URL(`${requestUrl.pathname}?${query}`, requestUrl.origin);
    demand(next.origin === requestUrl.origin, `the next page is at another host: ${next.href}`);
    demand(next.pathname === requestUrl.pathname, `the next page is at another path: ${next.href}`);
    demand(next.hash === '', 'the next page has a fragment');
    demand(/^[\x21-\x7e]*$/.test(query), 'a query holds what no request line may hold');
    return true;
  },
};
