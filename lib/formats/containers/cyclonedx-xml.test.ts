import { expect, test } from 'vitest';
import { fromCycloneDxXml, isCycloneDxXml } from './cyclonedx-xml.ts';
import { parseXml } from './xml.ts';

function root(text: string) {
  const reading = parseXml(text, true);
  if (!('root' in reading)) throw new Error(reading.problem);
  return reading.root;
}

function bom(inner: string, version = '1.6') {
  return fromCycloneDxXml(
    root(
      `<bom xmlns="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:1" version="2">${inner}</bom>`,
    ),
  );
}

test('the root says which version of the specification it is', () => {
  expect(bom('')).toEqual({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:1',
    version: 2,
  });
  expect(isCycloneDxXml(root('<bom xmlns="http://other.example"/>'))).toBe(false);
});

test('components are a list with what stands in them', () => {
  const value = bom(`<components><component type="library" bom-ref="a">
    <supplier><name>Acme</name><url>https://a</url><url>https://b</url><contact><name>Ada</name></contact></supplier>
    <group>org</group><name>a</name><version>1</version>
    <hashes><hash alg="SHA-256">ab</hash></hashes>
    <licenses><license><id>MIT</id></license><expression acknowledgement="declared">ISC OR 0BSD</expression></licenses>
    <properties><property name="p">v</property></properties>
    <evidence><occurrences><occurrence><location>/a</location><line>3</line></occurrence></occurrences></evidence>
    <components><component type="file"><name>b</name></component></components>
  </component></components>`);
  expect(value.components).toEqual([
    {
      type: 'library',
      'bom-ref': 'a',
      supplier: { name: 'Acme', url: ['https://a', 'https://b'], contact: [{ name: 'Ada' }] },
      group: 'org',
      name: 'a',
      version: '1',
      hashes: [{ alg: 'SHA-256', content: 'ab' }],
      licenses: [{ license: { id: 'MIT' } }, { acknowledgement: 'declared', expression: 'ISC OR 0BSD' }],
      properties: [{ name: 'p', value: 'v' }],
      evidence: { occurrences: [{ location: '/a', line: 3 }] },
      components: [{ type: 'file', name: 'b' }],
    },
  ]);
});

test('dependencies are references, and tools a list or components', () => {
  const dependencies =
    '<dependencies><dependency ref="a"><dependency ref="b"/><provides ref="c"/></dependency></dependencies>';
  expect(bom(dependencies).dependencies).toEqual([{ ref: 'a', dependsOn: ['b'], provides: ['c'] }]);
  expect(bom('<metadata><tools><tool><name>t</name></tool></tools></metadata>').metadata).toEqual({
    tools: [{ name: 't' }],
  });
  expect(
    bom('<metadata><tools><components><component><name>t</name></component></components></tools></metadata>')
      .metadata,
  ).toEqual({
    tools: { components: [{ name: 't' }] },
  });
});

test('vulnerabilities have ratings, an analysis and what they affect', () => {
  const value = bom(`<vulnerabilities><vulnerability><id>CVE-1</id>
    <ratings><rating><score>9.8</score><severity>critical</severity></rating></ratings>
    <analysis><state>not_affected</state><responses><response>update</response></responses></analysis>
    <affects><target><ref>a</ref><versions><version><version>1</version><status>affected</status></version></versions></target></affects>
  </vulnerability></vulnerabilities>`);
  expect(value.vulnerabilities).toEqual([
    {
      id: 'CVE-1',
      ratings: [{ score: 9.8, severity: 'critical' }],
      analysis: { state: 'not_affected', response: ['update'] },
      affects: [{ ref: 'a', versions: [{ version: '1', status: 'affected' }] }],
    },
  ]);
});

test('the vulnerabilities that old versions keep in their component are told too', () => {
  const value = bom(
    '<components><component bom-ref="a"><name>a</name><v:vulnerabilities xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"><v:vulnerability><v:id>CVE-1</v:id></v:vulnerability></v:vulnerabilities></component></components>',
    '1.1',
  );
  expect(value.vulnerabilities).toEqual([{ id: 'CVE-1', affects: [{ ref: 'a' }] }]);
});

test('an element called like a prototype is a member as others are', () => {
  const value = bom('<__proto__><isEvil>true</isEvil></__proto__>');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});
