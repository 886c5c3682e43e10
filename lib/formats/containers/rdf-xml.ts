import type { XmlElement } from './xml.ts';

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** What a property of a node holds: another node by its id, or a text. */
export type RdfValue = { readonly node: string } | { readonly text: string };

/** A node of a graph with all that the document says of it, wherever that stands. */
export type RdfNode = {
  readonly id: string;
  /** The local name of its class; empty where nothing says it. */
  type: string;
  readonly properties: Map<string, RdfValue[]>;
};

/** Whether an element is the root of RDF in XML. */
export function isRdfXml(root: XmlElement): boolean {
  return root.name === 'RDF' && root.namespace === rdf;
}

/**
 * The nodes of a graph in RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/) by their ids; properties by their local
 * names. Elements alternate: a node, its properties, the nodes in them.
 */
export function readRdfXml(root: XmlElement): ReadonlyMap<string, RdfNode> {
  const graph = new Graph();
  for (const element of root.children) graph.addNode(element);
  return graph.nodes;
}

class Graph {
  readonly nodes = new Map<string, RdfNode>();
  #unnamed = 0;

  // The depth is that of the XML, which its parser bounds.
  addNode(element: XmlElement): string {
    const { attributes } = element;
    const local = attributes.get('ID');
    const id =
      attributes.get('about') ??
      (local === undefined ? undefined : `#${local}`) ??
      this.#unnamedId(attributes.get('nodeID'));
    const node = this.#node(id);
    if (element.name !== 'Description') node.type = element.name;
    for (const property of element.children) this.#addProperty(node, property);
    for (const [name, text] of attributes)
      if (!['about', 'ID', 'nodeID'].includes(name)) add(node, name, { text });
    return id;
  }

  #addProperty(node: RdfNode, { name, attributes, children, text }: XmlElement): void {
    const resource = attributes.get('resource');
    const unnamed = attributes.get('nodeID');
    if (name === 'type' && resource !== undefined) node.type = resource.split(/[#/]/).at(-1) ?? node.type;
    else if (resource !== undefined) add(node, name, { node: resource });
    else if (unnamed !== undefined) add(node, name, { node: this.#unnamedId(unnamed) });
    else if (children.length > 0)
      for (const child of children) add(node, name, { node: this.addNode(child) });
    else add(node, name, { text });
  }

  #node(id: string): RdfNode {
    const known = this.nodes.get(id) ?? { id, type: '', properties: new Map() };
    this.nodes.set(id, known);
    return known;
  }

  #unnamedId(name: string | undefined): string {
    return name === undefined ? `_:${this.#unnamed++}` : `_:${name}:`;
  }
}

function add(node: RdfNode, name: string, value: RdfValue): void {
  const known = node.properties.get(name);
  if (known === undefined) node.properties.set(name, [value]);
  else known.push(value);
}
