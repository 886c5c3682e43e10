import { expect, test } from 'vitest';
import { openXml } from './xml-documents.ts';

function open(text: string, isWhole = true) {
  return openXml({ bytes: new Uint8Array(), start: text.slice(0, 4096), text: () => text, isWhole });
}

test('XML of no known form is given as its root element', () => {
  expect(open('<testsuites><testsuite/></testsuites>')).toMatchObject({
    container: 'xml',
    values: [{ name: 'testsuites', children: [{ name: 'testsuite' }] }],
  });
});

test('a web page, a text and something like a tag are left to others', () => {
  expect(open('<!DOCTYPE html><html><br></html>')).toBeUndefined();
  expect(open('<html lang="en"><br></html>')).toBeUndefined();
  expect(open('<p>One<br>two')).toBeUndefined();
  expect(open('a < b')).toBeUndefined();
});

test('broken XML is refused in a sentence', () => {
  expect(() => open('<?xml version="1.0"?><bom>')).toThrow('not valid XML');
  expect(() => open('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')).toThrow('document type');
});
