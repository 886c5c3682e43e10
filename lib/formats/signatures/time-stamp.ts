import type { DerElement } from '#lib/formats/encoding/der';
import { derElements, derOid, derTag, derTime } from '#lib/formats/encoding/der';
import { formatLimits } from '#lib/formats/limits';

const timeStampInfo = '1.2.840.113549.1.9.16.1.4';

/**
 * The time in a time stamp of https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2, in its response or by itself, in
 * RFC 3339; undefined for bytes that are none.
 */
export function timeOfTimeStamp(bytes: Uint8Array): string | undefined {
  return timeIn(derElements(bytes), 0);
}

/** The type of the content stands in front of it, wherever the content lies. */
function timeIn(elements: readonly DerElement[], depth: number): string | undefined {
  if (depth > formatLimits.timeStampMaxDepth) return undefined;
  for (const [at, element] of elements.entries()) {
    if (element.tag === derTag.oid && derOid(element) === timeStampInfo) {
      const time = timeOfInfo(elements[at + 1]);
      if (time !== undefined) return time;
    }
    // Bit 6 marks what is made of other elements.
    const time = (element.tag & 0x20) === 0 ? undefined : timeIn(derElements(element.content), depth + 1);
    if (time !== undefined) return time;
  }
  return undefined;
}

function timeOfInfo(wrapper: DerElement | undefined): string | undefined {
  if (wrapper?.tag !== derTag.context0) return undefined;
  const [octets] = derElements(wrapper.content);
  const [info] = octets?.tag === derTag.octets ? derElements(octets.content) : [];
  const time = derElements(info?.content ?? new Uint8Array()).find(
    ({ tag }) => tag === derTag.generalizedTime,
  );
  return derTime(time);
}
