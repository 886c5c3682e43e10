import type { Fact, GraphNode } from '#lib/graph/model';
import { showHidden } from '#lib/text/untrusted-text';

/**
 * A fact whose names and sentences hide nothing: a stranger chose the titles, types and platforms in it. Annotations stay
 * exact, as some of them are addresses; whoever shows one shortens it, and so makes it visible.
 */
export function visibleFact(fact: Fact): Fact {
  switch (fact.type) {
    case 'node':
      return { ...fact, node: visibleNode(fact.node) };
    case 'answer':
      return fact.answer.state === 'unknown'
        ? { ...fact, answer: { ...fact.answer, reason: showHidden(fact.answer.reason) } }
        : fact;
    case 'limit':
      return { ...fact, reason: showHidden(fact.reason) };
    default:
      return fact;
  }
}

const texts = [
  'title',
  'signer',
  'format',
  'envelope',
  'mediaType',
  'artifactType',
  'platform',
  'created',
  'reason',
  'basis',
] as const;

function visibleNode(node: GraphNode): GraphNode {
  const shown: { -readonly [Name in (typeof texts)[number]]?: string } = {};
  for (const name of texts) {
    const text = node[name];
    if (text !== undefined) shown[name] = showHidden(text);
  }
  const { parts } = node;
  return { ...node, ...shown, ...(parts === undefined ? {} : { parts: parts.map(visiblePart) }) };
}

function visiblePart(part: NonNullable<GraphNode['parts']>[number]) {
  const signer = part.signer === undefined ? {} : { signer: showHidden(part.signer) };
  return { ...part, ...signer, format: showHidden(part.format), title: showHidden(part.title) };
}
