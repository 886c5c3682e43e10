/** One element of DER (X.690): its tag and where its content lies. */
export type Element = { readonly tag: number; readonly content: Uint8Array };

/** The elements that follow each other in some bytes; those from the first malformed one on are left out. */
export function elementsOf(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || length.start + length.value > bytes.length) break;
    const end = length.start + length.value;
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(length.start, end) });
    at = end;
  }
  return elements;
}

/** The elements inside the first element of some bytes. */
export function insideOf(bytes: Uint8Array | undefined): readonly Element[] {
  const [first] = bytes === undefined ? [] : elementsOf(bytes);
  return first === undefined ? [] : elementsOf(first.content);
}

function lengthAt(bytes: Uint8Array, at: number): { value: number; start: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, start: at + 1 };
  const octets = first & 0x7f;
  // Four octets say up to 4 GiB; no certificate says more, and 0x80 (no length) is not DER.
  if (octets === 0 || octets > 4 || at + octets >= bytes.length) return undefined;
  const value = bytes.subarray(at + 1, at + 1 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return { value, start: at + 1 + octets };
}
