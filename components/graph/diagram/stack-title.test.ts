import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import type { Kind } from '#lib/oci/kind';
import { stackTitle } from './stack-title.ts';

test.each<readonly [string, Kind, readonly string[]]>([
  ['Trivy reports', 'vulnerability-report', ['3 low · Trivy', '2 critical · Trivy']],
  ['Reports', 'vulnerability-report', ['3 low · Trivy', '2 critical · Grype']],
  ['Signature with a key', 'signature', ['Signature with a key', 'Signature with a key']],
  ['Signatures', 'signature', ['Signature · says: ada', 'Signature · says: bob']],
  ['SARIF reports', 'vulnerability-report', ['SARIF report', 'SARIF report']],
  ['Trivy Java database', 'package', ['Trivy Java database', 'Trivy Java database']],
  ['Artifacts', 'wasm', ['a', 'b']],
  ['', 'image', []],
])('%s is what a stack of %s is called that holds %j', (name, kind, titles) => {
  expect(stackTitle(titles.map((title, number) => nodeOf(number, { kind, title })))).toBe(name);
});
