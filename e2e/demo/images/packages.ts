/** A package as the package manager of the image records it. */
export type Package = { readonly name: string; readonly version: string; readonly license: string };

/** The system's packages of an Alpine 3.22 image with Node.js. */
export const alpinePackages: readonly Package[] = read(`
  MIT: alpine-baselayout@3.7.0-r0 alpine-baselayout-data@3.7.0-r0 musl@1.2.5-r10 libexpat@2.7.1-r0 icu-libs@76.1-r1
  MIT: nghttp2-libs@1.65.0-r0 c-ares@1.34.5-r0 brotli-libs@1.1.0-r2 ada-libs@2.9.2-r4 simdjson@3.12.0-r0 libffi@3.4.8-r0
  MIT: ca-certificates-bundle@20250619-r0 alpine-keys@2.5-r0 alpine-release@3.22.1-r0 ncurses-terminfo-base@6.5_p20250503-r0
  GPL-2.0-only: busybox@1.37.0-r18 busybox-binsh@1.37.0-r18 ssl_client@1.37.0-r18 apk-tools@2.14.9-r2 scanelf@1.3.8-r1
  GPL-2.0-or-later: tini@0.19.0-r3 libgcc@14.2.0-r6 libstdc++@14.2.0-r6 musl-utils@1.2.5-r10
  Apache-2.0: libcrypto3@3.5.1-r0 libssl3@3.5.1-r0
  Zlib: zlib@1.3.1-r2
  BSD-3-Clause: zstd-libs@1.5.7-r0 libpsl@0.21.5-r3
  LGPL-2.1-or-later: libunistring@1.3-r0 libidn2@2.3.7-r0
  blessing: sqlite-libs@3.49.2-r1
  curl: libcurl@8.14.1-r1
  ISC: nodejs@22.16.0-r2
`);

const earlierVersions: ReadonlyMap<string, string> = new Map([
  ['axios', '1.7.7'],
  ['nanoid', '3.3.7'],
  ['path-to-regexp', '0.1.10'],
  ['@acme/pricing', '3.0.2'],
]);

/** What the shop's Node.js service depends on, directly or through others. */
export const npmPackages: readonly Package[] = read(`
  MIT: accepts@1.3.8 ajv@8.17.1 ajv-formats@3.0.1 ansi-styles@4.3.0 array-flatten@1.1.1 asynckit@0.4.0 atomic-sleep@1.0.0
  MIT: axios@1.7.9 balanced-match@1.0.2 base64-js@1.5.1 body-parser@1.20.3 brace-expansion@2.0.1 braces@3.0.3
  MIT: buffer@6.0.3 bytes@3.1.2 call-bind-apply-helpers@1.0.2 call-bound@1.0.4 camelcase@5.3.1 color-convert@2.0.1
  MIT: color-name@1.1.4 combined-stream@1.0.8 compressible@2.0.18 compression@1.8.0 connect-redis@8.0.2
  MIT: content-disposition@0.5.4 content-type@1.0.5 cookie@0.7.1 cookie-parser@1.4.7 cookie-signature@1.0.6 cors@2.8.5
  MIT: cross-spawn@7.0.3 dateformat@4.6.3 debug@4.4.0 decamelize@1.2.0 delayed-stream@1.0.0 depd@2.0.0 destroy@1.2.0
  MIT: dunder-proto@1.0.1 ee-first@1.1.1 emoji-regex@8.0.0 encodeurl@2.0.0 end-of-stream@1.4.4 es-define-property@1.0.1
  MIT: es-errors@1.3.0 es-object-atoms@1.1.1 es-set-tostringtag@2.1.0 escape-html@1.0.3 etag@1.8.1 eventemitter3@5.0.1
  MIT: events@3.3.0 express@4.21.2 express-rate-limit@7.5.0 express-session@1.18.1 fast-copy@3.0.2 fast-deep-equal@3.1.3
  MIT: fast-redact@3.5.0 fast-safe-stringify@2.1.1 finalhandler@1.3.1 follow-redirects@1.15.9 form-data@4.0.1
  MIT: forwarded@0.2.0 fresh@0.5.2 function-bind@1.1.2 get-intrinsic@1.2.7 get-proto@1.0.1 gopd@1.2.0 handlebars@4.7.8
  MIT: has-flag@4.0.0 has-symbols@1.1.0 has-tostringtag@1.0.2 hasown@2.0.2 helmet@8.0.0 help-me@5.0.0 http-errors@2.0.0
  MIT: i18next@24.2.2 iconv-lite@0.4.24 intl-messageformat@10.7.14 ip-address@9.0.5 ipaddr.js@1.9.1
  MIT: is-fullwidth-code-point@3.0.0 isarray@1.0.0 joycon@3.1.1 js-tokens@4.0.0 json-schema-traverse@1.0.0 jsbn@1.1.0
  MIT: jsonwebtoken@9.0.2 jwa@1.4.1 jws@3.2.2 lodash.merge@4.6.2 lodash@4.17.21 lodash.once@4.1.1 math-intrinsics@1.1.0
  MIT: media-typer@0.3.0 merge-descriptors@1.0.3 methods@1.1.2 micromatch@4.0.8 mime@1.6.0 mime-db@1.52.0
  MIT: mime-types@2.1.35 minimist@1.2.8 morgan@1.10.0 ms@2.1.3 multer@1.4.5-lts.1 nanoid@3.3.8 negotiator@0.6.3
  MIT: neo-async@2.6.2 node-cron@3.0.3 nodemailer@6.10.0 object-assign@4.1.1 object-inspect@1.13.4 on-exit-leak-free@2.1.2
  MIT: on-finished@2.4.1 on-headers@1.0.2 parseurl@1.3.3 path-key@3.1.1 path-to-regexp@0.1.12 pg@8.13.1
  MIT: pg-cloudflare@1.1.1 pg-connection-string@2.7.0 pg-pool@3.7.0 pg-protocol@1.7.0 pg-types@2.2.0 pgpass@1.0.5
  MIT: picomatch@2.3.1 pino@9.6.0 pino-http@10.4.0 pino-pretty@13.0.0 pino-std-serializers@7.0.0 postgres-array@2.0.0
  MIT: postgres-bytea@1.0.0 postgres-date@1.0.7 postgres-interval@1.2.0 process@0.11.10 process-warning@4.0.1
  MIT: prom-client@15.1.3 proxy-addr@2.0.7 proxy-from-env@1.1.0 pump@3.0.2 quick-format-unescaped@4.0.4
  MIT: random-bytes@1.0.0 range-parser@1.2.1 raw-body@2.5.2 readable-stream@4.7.0 real-require@0.2.0 redis@4.7.0
  MIT: @redis/bloom@1.2.0 @redis/client@1.6.0 @redis/graph@1.1.1 @redis/json@1.0.7 @redis/search@1.2.0
  MIT: @redis/time-series@1.1.0 require-directory@2.1.1 require-from-string@2.0.2 safe-buffer@5.2.1
  MIT: safe-stable-stringify@2.5.0 safer-buffer@2.1.2 secure-json-parse@2.7.0 send@0.19.0 serve-static@1.16.2
  MIT: side-channel@1.1.0 sonic-boom@4.2.0 sprintf-js@1.1.3 statuses@2.0.1 string_decoder@1.3.0 string-width@4.2.3
  MIT: strip-ansi@6.0.1 strip-json-comments@3.1.1 stripe@17.5.0 supports-color@7.2.0 tdigest@0.1.2 thread-stream@3.1.0
  MIT: toidentifier@1.0.1 type-is@1.6.18 uid-safe@2.1.5 undici-types@6.20.0 unpipe@1.0.0 util-deprecate@1.0.2
  MIT: utils-merge@1.0.1 uuid@11.0.5 vary@1.1.2 wordwrap@1.0.0 xtend@4.0.2 zod@3.24.1
  ISC: abstract-logging@2.0.1 cliui@6.0.0 glob@10.4.5 inherits@2.0.4 isexe@2.0.0 lru-cache@10.4.3 minipass@7.1.2
  ISC: once@1.4.0 semver@7.6.3 setprototypeof@1.2.0 split2@4.2.0 which@2.0.2 wrappy@1.0.2 yallist@4.0.0 signal-exit@4.1.0
  BSD-3-Clause: buffer-equal-constant-time@1.0.1 fast-uri@3.0.6 ieee754@1.2.1 qs@6.13.0 source-map@0.6.1
  BSD-2-Clause: dotenv@16.4.7 uglify-js@3.19.3 entities@4.5.0
  Apache-2.0: @opentelemetry/api@1.9.0 cluster-key-slot@1.1.2 ecdsa-sig-formatter@1.0.11 bintrees@1.0.2
  BlueOak-1.0.0: jackspeak@3.4.3 path-scurry@1.11.1 package-json-from-dist@1.0.1
  (MIT OR GPL-3.0-or-later): jszip@3.10.1
  (MIT AND Zlib): pako@1.0.11
  (BSD-3-Clause OR GPL-2.0): node-forge@1.3.1
  (MPL-2.0 OR Apache-2.0): dompurify@3.2.3
  (MIT AND BSD-3-Clause): sha.js@2.4.11
  MIT: cipher-base@1.0.4
  MPL-2.0: lightningcss@1.28.2
  LGPL-3.0-or-later: @img/sharp-libvips-linux-x64@1.0.4
  LGPL-2.1-or-later: mariadb@3.4.0
  CC-BY-4.0: caniuse-lite@1.0.30001690
  Python-2.0: argparse@2.0.1
  0BSD: tslib@2.8.1
  UNLICENSED: @acme/pricing@3.1.0 @acme/banner@0.4.2
`);

/** The dependencies of the release before: three were added since, one is gone and four were older. */
export const earlierNpmPackages: readonly Package[] = [
  ...npmPackages
    .filter(({ name }) => !['sha.js', 'cipher-base', 'lightningcss'].includes(name))
    .map((entry) => ({ ...entry, version: earlierVersions.get(entry.name) ?? entry.version })),
  { name: 'request', version: '2.88.2', license: 'Apache-2.0' },
];

function read(text: string): readonly Package[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [license = '', names = ''] = line.trim().split(': ');
      return names.split(' ').map((entry) => {
        const at = entry.lastIndexOf('@');
        return { name: entry.slice(0, at), version: entry.slice(at + 1), license };
      });
    });
}
