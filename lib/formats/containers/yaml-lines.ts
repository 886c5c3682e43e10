import { EVENT_ID, getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import { formatLimits } from '#lib/formats/limits';

/** A collection that is not closed yet. */
type Open = { readonly path: string; readonly isMapping: boolean; key: string | undefined; count: number };

/**
 * The line (from 1) on which each value of a YAML document begins, by its path: `rules.0.name`. Of a stream the first
 * document counts; empty for what is no YAML.
 *
 * @throws what is a fault of ours; content never makes it throw
 */
export function yamlLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const lineAt = lineCounter(text);
  const open: Open[] = [];
  const take = (start: number, key?: string): string | undefined => {
    const parent = open.at(-1);
    if (parent?.isMapping === true && parent.key === undefined) {
      parent.key = key ?? '';
      return undefined;
    }
    const path = pathIn(parent);
    if (start >= 0 && !lines.has(path)) lines.set(path, lineAt(start));
    return path;
  };
  for (const event of eventsOf(text)) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        open.push({
          // What a key holds has a place that no path names.
          path: take(event.start) ?? '?',
          isMapping: event.type === EVENT_ID.MAPPING,
          key: undefined,
          count: 0,
        });
        break;
      case EVENT_ID.SCALAR:
        take(event.valueStart, getScalarValue(text, event));
        break;
      case EVENT_ID.ALIAS:
        take(event.anchorStart);
        break;
      case EVENT_ID.POP:
        open.pop();
        break;
      default:
        event satisfies never;
    }
  }
  return lines;
}

function pathIn(parent: Open | undefined): string {
  if (parent === undefined) return '';
  const name = parent.isMapping ? (parent.key ?? '') : String(parent.count++);
  parent.key = undefined;
  return parent.path === '' ? name : `${parent.path}.${name}`;
}

function eventsOf(text: string): ReturnType<typeof parseEvents> {
  if (text.length > formatLimits.yamlMaxCharacters) return [];
  try {
    return parseEvents(text, { maxDepth: formatLimits.yamlMaxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return [];
  }
}

// Events come in the order of the text, so that each line is counted once.
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted++) if (text[counted] === '\n') line++;
    return line;
  };
}
