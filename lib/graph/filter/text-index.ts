import { listedPlatforms } from '#lib/graph/listed-platforms';
import type { GraphNode } from '#lib/graph/model';

// A separator that no search word and no text of a node contains.
const end = '\u0000';

/** What can be read of many nodes, in one text: searching it costs a tenth of asking each node. */
export type TextIndex = { readonly text: string; readonly ends: Uint32Array };

/** Title, digest, types, platform, tags and annotations of each node, in small letters. */
export function indexText(nodes: readonly GraphNode[]): TextIndex {
  const texts = nodes.map(searchTextOf);
  const ends = new Uint32Array(texts.length);
  let at = 0;
  texts.forEach((text, index) => {
    at += text.length + 1;
    ends[index] = at;
  });
  return { text: texts.map((text) => text + end).join(''), ends };
}

/** One byte for each node: 1 where every one of these words (in small letters) stands in it. */
export function findWords({ text, ends }: TextIndex, words: readonly string[]): Uint8Array {
  const counts = new Uint8Array(ends.length);
  words.forEach((word, before) => {
    let node = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ends[node])) {
      while ((ends[node] ?? 0) <= at) node++;
      if (counts[node] === before) counts[node] = before + 1;
    }
  });
  return counts.map((count) => (count === words.length ? 1 : 0));
}

/** The words of a text that somebody wrote to find something. */
export function wordsOf(text = ''): readonly string[] {
  return text
    .toLowerCase()
    .replaceAll(end, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 50);
}

/** What is searched of one node. */
export function searchTextOf(node: GraphNode): string {
  const { title, digest, kind, mediaType, artifactType = '', tags, annotations } = node;
  const notes = Object.entries(annotations).map(([key, value]) => `${key}=${value}`);
  return [title, digest, kind, mediaType, artifactType, ...listedPlatforms(node), ...tags, ...notes]
    .join('\n')
    .toLowerCase()
    .replaceAll(end, ' ');
}
