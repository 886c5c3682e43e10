import { comparePath, sidesWith } from '#components/catalog/compare/compare-sides.ts';
import type { ChangeItem } from '#components/changes/change-items.ts';
import { allChanges } from '#components/changes/change-items.ts';
import type { ChangeLimits } from '#components/changes/request/change-reason.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import type { PaletteVerb } from '#components/ui/commands.ts';
import { textPath } from '#lib/oci/location';
import type { Reference, Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import type { ObjectPlace } from './palette-object.ts';
import { readHost, readObject } from './palette-object.ts';

/** What the verbs of a page do with what they name. */
export type VerbWays = ChangeLimits & {
  /** `text` is what stands in the palette. */
  readonly change: (item: ChangeItem, reference: Reference, text?: string) => void;
  readonly go: (path: string) => void;
  /** Asks for the other side of a comparison. */
  readonly compare: (reference: string) => void;
};

/** The verbs that take an artifact or a repository, `delete 1.2`: one of this place, or a whole reference. */
export function paletteVerbs(place: ObjectPlace, ways: VerbWays): readonly PaletteVerb[] {
  return [...changingVerbs(place, ways), ...goingVerbs(place, ways.go), compareVerb(place, ways)];
}

/** What the question for an object says, by the verb of a menu; the second deletion is offered with the first. */
const questions: Readonly<Record<string, string>> = {
  attach: 'Attach something to',
  tag: 'Set tags of',
  copy: 'Copy or move',
  delete: 'Delete',
  archive: 'Archive',
};

/** The verbs of the menu of a tag, each with the words that people use for it. */
function changingVerbs(place: ObjectPlace, { change, ...limits }: VerbWays): readonly PaletteVerb[] {
  const itemsAt = (isLayout: boolean) => allChanges({ ...limits, isLayout, isRow: true }).flat();
  const isHere = place.registry !== undefined && isInLayout({ registry: place.registry });
  return itemsAt(isHere).flatMap((item, index) => {
    const name = item.type === 'dialog' ? item.action : 'archive';
    const isFirst = item.type === 'dialog' || Object.keys(item.options).length === 0;
    const question = isFirst ? questions[name] : undefined;
    const always = itemsAt(false)[index]?.forbidden;
    const offer = (object: string) => {
      // Where it shall go is read by the form: `copy 1.2 to localhost:5000/mirror`.
      const [what = '', goal] = name === 'copy' ? object.split(/\s+to(?:\s+|$)/i) : [object];
      const reference = readObject(what, place);
      const own = reference === undefined ? undefined : itemsAt(isInLayout(reference))[index];
      if (reference === undefined || own === undefined) return undefined;
      const note = `${formatReference(reference)}${goal === undefined || goal === '' ? '' : ` to ${goal}`}`;
      const row = { title: own.title, note, run: (text?: string) => change(own, reference, text) };
      return own.forbidden === undefined ? row : { ...row, forbidden: own.forbidden };
    };
    return [
      {
        ...{ words: item.aliases.split(' '), takes: 'artifact' as const, offer },
        ...(question === undefined ? {} : { title: `${question} ${artifactAt(place)}…` }),
        // A layout forbids it only for what lies there: anything else can be named.
        ...(always === undefined ? {} : { forbidden: always }),
      },
    ];
  });
}

function artifactAt({ repository }: ObjectPlace): string {
  return repository === undefined ? 'an artifact' : 'a tag';
}

/** What somebody looks for who wants the evidence of an artifact: its page leads to each. */
const evidenceWords = ['evidence', 'sbom', 'report', 'cve', 'signature', 'provenance', 'slsa', 'vex'];

/** The verbs that lead to a screen. */
function goingVerbs(place: ObjectPlace, go: (path: string) => void): readonly PaletteVerb[] {
  const whole = (reference: Reference) => textPath(formatReference(reference));
  const home = ({ registry, repository }: Repository) => `${registry}/${repository}`;
  const toArtifact = (title: string, words: readonly string[], query: string): PaletteVerb => ({
    ...{ words, title: `${title} ${artifactAt(place)}…`, takes: 'artifact' },
    offer: (object) => {
      const reference = readObject(object, place);
      if (reference === undefined) return undefined;
      return { title, note: formatReference(reference), run: () => go(`${whole(reference)}${query}`) };
    },
  });
  const toRepository = (title: string, words: readonly string[], query: string): PaletteVerb => ({
    ...{ words, title: `${title} of a repository…`.replace('Clean up of', 'Clean up'), takes: 'repository' },
    offer: (object) => {
      const reference = readObject(object, place);
      if (reference === undefined) return undefined;
      const note = home(reference);
      return { title, note, run: () => go(`${textPath(note)}${query}`) };
    },
  });
  const coverage = toRepository('Coverage', ['coverage', 'audit'], '?view=audit');
  const offerCoverage = (object: string) => {
    const host = place.repository === undefined ? readHost(object) : undefined;
    if (host === undefined) return coverage.offer(object);
    return { title: 'Coverage', note: host, run: () => go(`${textPath(host)}?view=audit`) };
  };
  const open = toArtifact('Open', ['open', 'go', 'show', 'inspect', 'read'], '');
  return [
    open,
    toArtifact('Verify', ['verify', 'check'], '?tab=verification'),
    { ...toArtifact('Evidence of', evidenceWords, ''), offer: (object) => open.offer(object) },
    { ...coverage, offer: offerCoverage },
    toRepository('Clean up', ['clean up', 'cleanup', 'gc', 'prune'], '?view=cleanup'),
  ];
}

/** `compare 1.9 1.10`; with one of them, on the page of an artifact that is compared with it, elsewhere the other is asked for. */
function compareVerb(place: ObjectPlace, { go, compare }: VerbWays): PaletteVerb {
  const between = (left: string, right: string, note: string) => ({
    ...{ title: 'Compare', note },
    run: () => go(comparePath(sidesWith(left, right))),
  });
  const offer = (object: string) => {
    const named = object.split(/\s+/).map((text) => readObject(text, place));
    const texts = named.flatMap((one) => (one === undefined ? [] : [formatReference(one)]));
    const [first, second] = texts;
    if (first === undefined || texts.length < named.length || texts.length > 2) return undefined;
    if (second !== undefined) return between(first, second, `${first} with ${second}`);
    const { registry, repository, tag, digest } = place;
    const isArtifact = registry !== undefined && repository !== undefined && (tag ?? digest) !== undefined;
    return isArtifact
      ? between(formatReference({ ...place, registry, repository }), first, `with ${first}`)
      : { title: 'Compare with…', note: first, run: () => compare(first) };
  };
  const two = place.repository === undefined ? 'two artifacts' : 'two tags';
  return { words: ['compare', 'diff'], title: `Compare ${two}…`, takes: 'artifact', offer };
}
