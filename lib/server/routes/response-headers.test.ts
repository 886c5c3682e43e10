import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachment } from './response-headers.ts';

test.for([
  ['sbom.spdx.json', 'sbom.spdx.json', 'sbom.spdx.json'],
  ['../../etc/passwd', 'passwd', 'passwd'],
  ['C:\\Windows\\evil.exe', 'evil.exe', 'evil.exe'],
  ['.bashrc', 'bashrc', 'bashrc'],
  ['con.txt', 'download-con.txt', 'download-con.txt'],
  ['', 'download', 'download'],
  ['a"b;c', 'a_b;c', 'a_b%3Bc'],
  ['Größe.txt', 'Gr__e.txt', 'Gr%C3%B6%C3%9Fe.txt'],
  ['gnp\u202Eexe.txt', 'gnpexe.txt', 'gnpexe.txt'],
] as const)('%s is offered as %s', ([name, ascii, encoded]) => {
  expect(attachment(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
});

test('whatever an artifact is called, the header is one line of printable ASCII with one file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(attachment(name)).toMatch(
        /^attachment; filename="[^"\\/%]+"; filename\*=UTF-8''[\w.%~$&+^`|{}#-]+$/,
      );
    }),
  );
});
