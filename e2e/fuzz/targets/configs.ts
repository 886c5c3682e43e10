import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { checkDocument } from '#e2e/fuzz/targets/check-document';

/** What is no evidence but read all the same: configs of images, charts and models, manifests, policies and modules. */
export const configTarget: FuzzTarget = {
  name: 'config',
  isJson: false,
  seeds: [
    '{"architecture":"arm64","os":"linux","created":"2026-01-02T03:04:05Z","config":{"Entrypoint":["/a"],"Labels":{"a":"b"}},"rootfs":{"type":"layers","diff_ids":["sha256:a"]}}',
    'apiVersion: v2\nname: web\nversion: 1.0.0\nmaintainers: [{name: Ada}]\ndependencies:\n  - name: redis\n    version: "17"\n',
    '{"manifestVersion":"1","package":{"name":"a","version":"1"},"model":{"path":"m","parts":[{"path":"n"}]},"datasets":[{"path":"d"}]}',
    '{"descriptor":{"name":"a","licenses":["MIT"]},"config":{"paramSize":"8b"},"modelfs":{"type":"layers"}}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{image: "a:1"}]}}}\n---\napiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Service}]\n',
    'name: shop\nservices:\n  web:\n    image: a:1\n    ports: ["80:80", {target: 1, published: 2}]\nvolumes: {d: {}}\n',
    'package a.b\nimport rego.v1\ndefault allow := false\nallow if input.x\n',
    '- rule: a\n  desc: b\n  priority: WARNING\n- macro: m\n  condition: c\n',
    '\0asm\u0001\0\0\0\u0001\u0004\u0001\u0060\0\0\u0002\u0007\u0001\u0001a\u0001b\0\0\u0007\u0005\u0001\u0001c\0\0',
    '\0asm\r\0\u0001\0\n\u0006\u0001\0\u0001a\u0005\0\u000b\u0007\u0001\0\u0001b\u0005\0\0',
  ],
  words: [
    ...(['apiVersion: ', 'kind: List\n', 'items: ', 'services:\n', '---\n', '&a ', '*a', '<<: *a'] as const),
    ...[
      '"rootfs":',
      '"config":{',
      '__proto__: ',
      '\u0002\u007f',
      '\u0007\u0001',
      '\u00ff\u00ff',
      'package ',
      'default ',
    ],
  ],
  check: (bytes, random) => checkDocument(bytes, !random.oneIn(4)),
};
