import { SaxesParser } from 'saxes';
import { formatLimits } from '#lib/formats/limits';

/** An element of an XML document; names are without their prefix. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  /** By local name, in no prototype: ask with `attributes.get`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, trimmed. */
  readonly text: string;
};

/** A document that was read, or one sentence on why it was not. */
export type XmlReading = { readonly root: XmlElement } | { readonly problem: string };

/**
 * The tree of an XML document (https://www.w3.org/TR/xml/), or what the head of one holds when `isWhole` is false. No
 * entity but the five of XML is expanded, and a document type declaration is refused: those are how documents attack
 * their readers.
 *
 * @throws what is a fault of ours; content never makes it throw
 */
export function parseXml(text: string, isWhole: boolean): XmlReading {
  const builder = new TreeBuilder();
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () => builder.refuse('The XML has a document type declaration, which is not read.'));
  parser.on('error', () => builder.refuse('The document is not valid XML.'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    const all = Object.values(attributes);
    if (all.length === 0) return builder.open(local, uri, noAttributes);
    const named = all
      .filter(({ uri: of }) => of !== 'http://www.w3.org/2000/xmlns/')
      .map((attribute) => [attribute.local, attribute.value] as const);
    builder.open(local, uri, new Map(named));
  });
  parser.on('text', (piece) => builder.addText(piece));
  parser.on('cdata', (piece) => builder.addText(piece));
  parser.on('closetag', () => builder.close());
  try {
    // A byte order mark is no part of the document.
    parser.write(text.replace(/^\uFEFF/, ''));
    if (isWhole) parser.close();
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    return { problem: error.message };
  }
  const root = builder.finish();
  return root === undefined ? { problem: 'The document holds no XML element.' } : { root };
}

// Most elements have none; a map for each of a million would be half of what the tree takes.
const noAttributes: ReadonlyMap<string, string> = new Map();
const noChildren: readonly XmlElement[] = [];

/** Ends the parser from inside one of its handlers. */
class XmlRefusal extends Error {}

type OpenElement = Omit<XmlElement, 'children' | 'text'> & { readonly children: XmlElement[]; text: string };

class TreeBuilder {
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;

  open(name: string, namespace: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#open.length >= formatLimits.xmlMaxDepth)
      this.refuse(`The XML is nested deeper than ${formatLimits.xmlMaxDepth} levels.`);
    this.#open.push({ name, namespace, attributes, children: [], text: '' });
  }

  addText(piece: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += piece;
  }

  close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const { name, namespace, attributes, children, text } = element;
    const closed = {
      ...{ name, namespace, attributes, text: text.trim() },
      children: children.length === 0 ? noChildren : children,
    };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = closed;
    else parent.children.push(closed);
  }

  /** The root; in the head of a document the elements that are still open end where it was cut. */
  finish(): XmlElement | undefined {
    while (this.#open.length > 0) this.close();
    return this.#root;
  }

  refuse(sentence: string): never {
    throw new XmlRefusal(sentence);
  }
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The text of the first child of a name; undefined when it is missing or empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text;
  return text === '' ? undefined : text;
}
