import { createHash } from 'node:crypto';
import { textPath } from '#lib/oci/location';
import { savedQuestionLimits } from './limits.ts';
import type { HitChange } from './saved-question.ts';
import { eachNameOnce } from './within-reach.ts';

/** What a feed tells of a question. */
type FeedParts = {
  readonly question: { readonly id: string; readonly name: string; readonly createdAt: number };
  /** The newest first. */
  readonly changes: readonly HitChange[];
  /** The whole address of a path of this Orrery. */
  readonly address: (path: string) => string;
};

/**
 * The hits that a question gained, as a feed (https://www.rfc-editor.org/rfc/rfc4287), the newest first. An entry keeps its
 * id as long as it is there.
 */
export function atomFeed({ question, changes, address }: FeedParts): string {
  const { id, name, createdAt } = question;
  const entries = changes
    .flatMap(({ id: change, at, gained }) =>
      eachNameOnce(gained).map(({ key, reference }) => ({ id: [id, change, key].join(' '), at, reference })),
    )
    .slice(0, savedQuestionLimits.entriesMax);
  const updated = changes[0]?.at ?? createdAt;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>urn:uuid:${id}</id>`,
    `  <title>${escapeXml(name)}</title>`,
    `  <updated>${timeOf(updated)}</updated>`,
    '  <author><name>Orrery</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(address(`/api/questions/${id}.atom`))}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeXml(address(`/search?saved=${id}`))}"/>`,
    ...entries.flatMap((entry) => [
      '  <entry>',
      `    <id>${entryId(entry.id)}</id>`,
      `    <title>${escapeXml(entry.reference)}</title>`,
      `    <updated>${timeOf(entry.at)}</updated>`,
      `    <link rel="alternate" type="text/html" href="${escapeXml(address(textPath(entry.reference)))}"/>`,
      `    <summary>${escapeXml(`${entry.reference} became a hit of “${name}”.`)}</summary>`,
      '  </entry>',
    ]),
    '</feed>',
    '',
  ].join('\n');
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** A UUID of one's own making (version 8, https://www.rfc-editor.org/rfc/rfc9562#section-5.8) from a text. */
function entryId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

// Control characters, of which XML can write three alone (https://www.w3.org/TR/xml/#charsets), and what is no character.
const unwritable = /[\p{Cc}\ufffe\uffff]/gu;

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text
    .toWellFormed()
    .replaceAll(unwritable, '\u{fffd}')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
