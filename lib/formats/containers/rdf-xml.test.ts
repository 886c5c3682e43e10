import { expect, test } from 'vitest';
import { isRdfXml, readRdfXml } from './rdf-xml.ts';
import { parseXml } from './xml.ts';

const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/"';

test('what is said of a node in several places is said of one node', () => {
  const reading = parseXml(
    `<rdf:RDF ${rdf}><a:Thing rdf:about="#x"><a:name>one</a:name><a:part><a:Part a:size="3"/></a:part></a:Thing>
     <rdf:Description rdf:ID="x"><a:name>two</a:name><a:next rdf:nodeID="n"/></rdf:Description>
     <rdf:Description rdf:nodeID="n"><rdf:type rdf:resource="http://a.example/Other"/></rdf:Description></rdf:RDF>`,
    true,
  );
  const root = 'root' in reading ? reading.root : undefined;
  if (root === undefined) throw new Error('not read');
  expect(isRdfXml(root)).toBe(true);
  const nodes = readRdfXml(root);
  const thing = nodes.get('#x');
  expect([thing?.type, thing?.properties.get('name')]).toEqual(['Thing', [{ text: 'one' }, { text: 'two' }]]);
  const [part] = thing?.properties.get('part') ?? [];
  expect(part !== undefined && 'node' in part && nodes.get(part.node)?.properties.get('size')).toEqual([
    { text: '3' },
  ]);
  expect([...nodes.values()].map(({ type }) => type)).toEqual(['Thing', 'Part', 'Other']);
});
