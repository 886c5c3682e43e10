import type { Mark } from '#lib/formats/declared/marks';
import type { Meaning } from '#lib/oci/kind';

/** What an image or index means with a mark on it: another thing than an image, or an image of a special make. */
export function meaningOfMark(mark: Mark, plain: Meaning): Meaning {
  const format = mark.format ?? plain.format;
  const confidence = mark.place === 'file' ? 'name' : plain.confidence;
  if (mark.kind !== 'image') return { ...plain, kind: mark.kind, format, title: mark.title, confidence };
  return { ...plain, format, title: `${plain.title} · ${mark.title}`, confidence };
}
