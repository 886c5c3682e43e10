import type { GraphState } from '#lib/graph/graph-state';
import type { GraphLinks } from '#lib/graph/links';
import { linksOf } from '#lib/graph/links';
import type { GraphEdge, GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { groupByPeriod, groupSiblings, sortReferrers } from './group-siblings.ts';
import type { CrossLine, Item, Lane, Line, Picture } from './picture.ts';
import { isStackItem } from './picture.ts';
import type { View } from './view.ts';

/**
 * The graph as one tree around its root, breadth first, each artifact once: to the right what is attached and what is
 * contained, to the left what it belongs to. Edges that the tree leaves out come back as cross lines.
 */
export function expandGraph(state: GraphState, view: View): Picture {
  const root = state.root === undefined ? undefined : state.nodes.get(state.root);
  if (root === undefined) return { items: [], indexOf: new Map(), cross: [] };
  const grower = new Grower(state, view);
  grower.addNode(root, -1, 'root', 'contains', 0);
  grower.addTags(root);
  for (let index = 0; index < grower.items.length; index++) grower.grow(index);
  return { items: grower.items, indexOf: grower.indexOf, cross: crossLines(state, grower) };
}

const none: readonly GraphEdge[] = [];

class Grower {
  readonly items: Item[] = [];
  readonly indexOf = new Map<string, number>();
  private readonly links: GraphLinks;
  private readonly expanded: ReadonlySet<string>;
  private readonly open: ReadonlySet<string>;
  private readonly opensAll: boolean;
  private readonly answered: ReadonlySet<string>;
  private readonly state: GraphState;

  constructor(state: GraphState, view: View) {
    this.state = state;
    this.links = linksOf(state);
    this.expanded = new Set(view.expanded);
    this.open = new Set(view.openStacks);
    this.opensAll = view.opensAll;
    // What the index that holds a node says of it is no answer of the node's own.
    this.answered = new Set(
      [...state.answers.values()]
        .filter(({ question, source }) => question === 'referrers' && source !== 'buildkit')
        .map(({ about }) => about),
    );
  }

  addNode(node: GraphNode, parent: number, lane: Lane, line: Line, depth: number): void {
    const isExpanded = this.expanded.has(node.digest);
    const canBeAsked = holdsManifest(node) && node.state !== 'missing';
    this.add(node.digest, {
      id: node.digest,
      parent,
      lane,
      line,
      depth,
      type: 'node',
      node,
      isExpanded,
      isExpandable: canBeAsked && !isExpanded && !this.answered.has(node.digest),
    });
  }

  // The tag that was asked for stands alone; the others that share its digest share one chip.
  addTags(root: GraphNode): void {
    const asked = root.tags.find((tag) => this.state.reference.endsWith(`:${tag}`));
    const others = root.tags.filter((tag) => tag !== asked);
    const place = { parent: 0, lane: 'belongs', line: 'contains', depth: -1, type: 'tags' } as const;
    if (asked !== undefined) this.add('tag', { ...place, id: 'tag', tags: [asked], isAsked: true });
    if (others.length > 0) this.add('tags', { ...place, id: 'tags', tags: others, isAsked: false });
  }

  grow(index: number): void {
    const item = this.items[index];
    if (item === undefined || item.type === 'tags') return;
    if (item.type === 'stack') {
      if (!item.isOpen) return;
      const place = { parent: index, lane: 'members', line: item.line, depth: item.depth + 1 } as const;
      for (const entry of groupByPeriod(item.id, item.members)) {
        if ('digest' in entry) this.addNode(entry, index, 'members', item.line, item.depth + 1);
        else this.addStack(entry.key, entry.members, place, entry.period);
      }
      return;
    }
    if (item.lane === 'root' || item.lane === 'belongs') this.growLeft(item.node.digest, index, item.depth);
    if (item.lane !== 'belongs') this.growRight(item.node.digest, index, item.depth);
  }

  private growLeft(digest: Digest, index: number, depth: number): void {
    for (const edge of this.links.successors.get(digest) ?? []) {
      if (edge.relation === 'subject') this.addOnce(edge.to, index, 'refers-to', depth);
    }
    for (const edge of this.links.predecessors.get(digest) ?? []) {
      if (edge.relation === 'child') this.addOnce(edge.from, index, 'contains', depth);
    }
  }

  private addOnce(digest: Digest, parent: number, line: Line, depth: number): void {
    const node = this.state.nodes.get(digest);
    if (node !== undefined && !this.indexOf.has(digest))
      this.addNode(node, parent, 'belongs', line, depth - 1);
  }

  private growRight(digest: Digest, index: number, depth: number): void {
    // Loops: most nodes are leaves, and lists made for each of fifty thousand would take longer than all else.
    let referrers: Set<Digest> | undefined;
    for (const { relation, from } of this.links.predecessors.get(digest) ?? none) {
      if (relation === 'subject' || relation === 'about') referrers = (referrers ?? new Set()).add(from);
    }
    if (referrers !== undefined) this.addLane(digest, index, 'attached', depth, referrers);
    let held: Set<Digest> | undefined;
    for (const { relation, to } of this.links.successors.get(digest) ?? none) {
      if (relation === 'subject' || relation === 'about' || this.isAboutSibling(to, digest)) continue;
      held = (held ?? new Set()).add(to);
    }
    if (held !== undefined) this.addLane(digest, index, 'contains', depth, held);
  }

  // A BuildKit attestation is an entry of the index, but people look for it beside the platform it is about.
  private isAboutSibling(entry: Digest, index: Digest): boolean {
    const about = this.links.successors.get(entry)?.find(({ relation }) => relation === 'about');
    if (about === undefined) return false;
    return this.links.predecessors.get(about.to)?.some(({ from }) => from === index) ?? false;
  }

  private addLane(
    parent: Digest,
    index: number,
    lane: 'attached' | 'contains',
    depth: number,
    digests: ReadonlySet<Digest>,
  ): void {
    const nodes: GraphNode[] = [];
    for (const digest of digests) {
      const node = this.indexOf.has(digest) ? undefined : this.state.nodes.get(digest);
      if (node !== undefined) nodes.push(node);
    }
    const line = lane === 'attached' ? 'refers-to' : 'contains';
    const sorted = lane === 'attached' ? sortReferrers(nodes) : nodes;
    for (const entry of groupSiblings(parent, lane, sorted)) {
      if ('digest' in entry) this.addNode(entry, index, lane, line, depth + 1);
      else this.addStack(entry.key, entry.members, { parent: index, lane, line, depth: depth + 1 });
    }
  }

  private addStack(
    key: string,
    members: readonly GraphNode[],
    place: Pick<Item, 'parent' | 'lane' | 'line' | 'depth'>,
    period?: string,
  ): void {
    // Where all is open, the list names those that were closed again.
    const isOpen = this.open.has(key) !== this.opensAll;
    const stack = { ...place, id: key, type: 'stack', members, isOpen } as const;
    this.add(key, period === undefined ? stack : { ...stack, period });
    if (isOpen) return;
    for (const member of members) this.indexOf.set(member.digest, this.items.length - 1);
  }

  private add(id: string, item: Item): void {
    this.indexOf.set(id, this.items.length);
    this.items.push(item);
  }
}

function crossLines(state: GraphState, { items, indexOf }: Grower): readonly CrossLine[] {
  const lines = new Map<string, CrossLine>();
  for (const edge of state.edges.values()) {
    const from = indexOf.get(edge.from);
    const to = indexOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    if (isTreeLine(items, from, to) || isTreeLine(items, to, from)) continue;
    const line = edge.relation === 'subject' || edge.relation === 'about' ? 'refers-to' : 'contains';
    lines.set(`${from} ${to} ${line}`, { from, to, line });
  }
  return [...lines.values()];
}

/** Whether the tree draws this pair already, be it by way of the stacks that the one lies in. */
function isTreeLine(items: readonly Item[], child: number, parent: number): boolean {
  for (let above = items[child]?.parent ?? -1; above >= 0; ) {
    if (above === parent) return true;
    const stack = items[above];
    if (stack === undefined || !isStackItem(stack)) return false;
    above = stack.parent;
  }
  return false;
}

function holdsManifest(node: GraphNode): boolean {
  return node.kind !== 'layer' && node.kind !== 'config' && /manifest|index/.test(node.mediaType);
}
