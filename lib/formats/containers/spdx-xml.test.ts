import { expect, test } from 'vitest';
import { fromSpdxXml, isSpdxXml } from './spdx-xml.ts';
import { parseXml } from './xml.ts';

test('lists are lists also of one element, and everything else is what it holds', () => {
  const reading = parseXml(
    `<Document><SPDXID>SPDXRef-DOCUMENT</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>
     <creationInfo><creators>Tool: a</creators><created>2026-11-26T10:00:00Z</created></creationInfo>
     <packages><name>web</name><externalRefs><referenceType>purl</referenceType></externalRefs></packages>
     <relationships><spdxElementId>a</spdxElementId></relationships><relationships/></Document>`,
    true,
  );
  const root = 'root' in reading ? reading.root : undefined;
  expect(root !== undefined && isSpdxXml(root)).toBe(true);
  expect(root !== undefined && fromSpdxXml(root)).toEqual({
    SPDXID: 'SPDXRef-DOCUMENT',
    spdxVersion: 'SPDX-2.3',
    creationInfo: { creators: ['Tool: a'], created: '2026-11-26T10:00:00Z' },
    packages: [{ name: 'web', externalRefs: [{ referenceType: 'purl' }] }],
    relationships: [{ spdxElementId: 'a' }, ''],
  });
});
