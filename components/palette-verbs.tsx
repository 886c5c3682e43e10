'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { comparePath, sidesWith } from '#components/catalog/compare/compare-sides.ts';
import { ChangeDialog } from '#components/changes/change-dialog';
import { changeItems } from '#components/changes/change-items.ts';
import type { ChangeAction } from '#components/changes/request/change-target.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useReadOnly } from '#components/changes/request/use-read-only.ts';
import type { PaletteVerb } from '#components/ui/commands.ts';
import { useCommands, useVerbs } from '#components/ui/commands.ts';
import { textPath } from '#lib/oci/location';
import type { Reference, Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import type { ObjectPlace } from './palette-object.ts';
import { readObject } from './palette-object.ts';
import { useCompare } from './use-compare.tsx';

type Asked = { readonly action: ChangeAction; readonly reference?: Reference };

/**
 * Offers to the palette the verbs that take an artifact, `delete 1.2`: one of this repository, or a whole reference. Of it
 * only the dialogs are seen.
 */
export function PaletteVerbs({ place }: { readonly place: ObjectPlace }) {
  const [asked, setAsked] = useState<Asked>();
  const isReadOnly = useReadOnly();
  const router = useRouter();
  const compare = useCompare();
  const goes = goingVerbs(place, { go: (path) => router.push(path), onCompare: compare.ask });
  useVerbs([...changingVerbs(place, isReadOnly, setAsked), ...goes]);
  useCommands(
    isReadOnly
      ? []
      : [
          {
            ...{ group: 'Orrery', title: 'Import an archive…', aliases: 'restore upload load' },
            run: () => setAsked({ action: 'import' }),
          },
        ],
  );
  const planned = (id: string) => {
    const reference = asked?.reference;
    setAsked(undefined);
    const path = reference === undefined ? '/' : textPath(formatReference(reference));
    router.push(`${path}?plan=${encodeURIComponent(id)}`);
  };
  return (
    <>
      {asked === undefined ? null : (
        <ChangeDialog
          action={asked.action}
          {...(asked.reference === undefined ? {} : { target: { reference: asked.reference } })}
          onClose={() => setAsked(undefined)}
          onPlanned={planned}
        />
      )}
      {compare.dialog}
    </>
  );
}

/** The verbs of the menu of a tag, each with the words that people use for it. */
function changingVerbs(
  place: ObjectPlace,
  isReadOnly: boolean,
  ask: (asked: Asked) => void,
): readonly PaletteVerb[] {
  const itemsOf = (isLayout: boolean) => changeItems({ isReadOnly, isLayout, isRow: true }).flat();
  return itemsOf(false).flatMap((item) => {
    if (item.type !== 'dialog') return [];
    const { action } = item;
    const offer = (object: string) => {
      const reference = readObject(object, place);
      if (reference === undefined) return undefined;
      const own = itemsOf(isInLayout(reference)).find(
        (other) => other.type === 'dialog' && other.action === action,
      );
      if (own === undefined) return undefined;
      return { title: own.title, note: formatReference(reference), run: () => ask({ action, reference }) };
    };
    return [{ words: item.aliases.split(' '), offer }];
  });
}

type Ways = {
  readonly go: (path: string) => void;
  readonly onCompare: (reference: string) => void;
};

/** The verbs that lead to a screen. */
function goingVerbs(place: ObjectPlace, { go, onCompare }: Ways): readonly PaletteVerb[] {
  const to = (title: string, words: readonly string[], pathOf: (reference: Reference) => string) => ({
    words,
    offer: (object: string) => {
      const reference = readObject(object.replace(/^up\s+/, ''), place);
      if (reference === undefined) return undefined;
      return { title, note: formatReference(reference), run: () => go(pathOf(reference)) };
    },
  });
  const whole = (reference: Reference) => textPath(formatReference(reference));
  const home = ({ registry, repository }: Repository) => textPath(`${registry}/${repository}`);
  return [
    to('Open', ['open', 'go', 'show', 'inspect'], whole),
    to('Verify', ['verify', 'check'], (reference) => `${whole(reference)}?tab=verification`),
    to('Coverage', ['coverage', 'audit'], (reference) => `${home(reference)}?view=audit`),
    to('Clean up', ['cleanup', 'clean', 'gc', 'prune'], (reference) => `${home(reference)}?view=cleanup`),
    compareVerb(place, { go, onCompare }),
  ];
}

/** `compare 1.9 1.10`; with one of them, on the page of an artifact that is compared with it, elsewhere the other is asked for. */
function compareVerb(place: ObjectPlace, { go, onCompare }: Ways): PaletteVerb {
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
    return repository === undefined || (tag === undefined && digest === undefined)
      ? { title: 'Compare with…', note: first, run: () => onCompare(first) }
      : between(formatReference({ ...place, registry, repository }), first, `with ${first}`);
  };
  return { words: ['compare', 'diff'], offer };
}
