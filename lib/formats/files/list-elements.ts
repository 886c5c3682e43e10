import { formatLimits } from '#lib/formats/limits';

/** What is between two elements, or one that is too large, is not kept. */
export type ElementSplitter = {
  /** The next bytes of the document. */
  readonly push: (bytes: Uint8Array) => void;
  /** Whether the document ended where it should. To be asked after the last bytes. */
  readonly isWhole: () => boolean;
};

const quote = 0x22;
const backslash = 0x5c;
// A bracket and a brace differ in this bit alone.
const braceBit = 0x20;
const opening = 0x7b;
const closing = 0x7d;

/**
 * Takes the objects out of the lists of a JSON object as its bytes come: `{"entries":[{…},{…}]}`. An index of 100,000 files
 * is some 30 MiB, which nobody should parse in one go. `onElement` gets undefined for what is no JSON.
 */
export function createElementSplitter(onElement: (element: unknown) => void): ElementSplitter {
  const decoder = new TextDecoder();
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isWhole = false;
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const hold = (bytes: Uint8Array): void => {
    heldBytes += bytes.length;
    if (heldBytes <= formatLimits.elementMaxBytes) held.push(bytes.slice());
  };
  const give = (): void => {
    const isKept = heldBytes <= formatLimits.elementMaxBytes;
    onElement(
      isKept ? parsed(held.map((piece) => decoder.decode(piece, { stream: true })).join('')) : undefined,
    );
    decoder.decode();
    held = [];
    heldBytes = 0;
  };
  const push = (bytes: Uint8Array): void => {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isText = false;
      } else if (byte === quote) isText = true;
      else if ((byte | braceBit) === opening) {
        depth += 1;
        if (depth === 3) start = at;
      } else if ((byte | braceBit) === closing) {
        depth -= 1;
        isWhole = depth === 0;
        if (depth !== 2) continue;
        hold(bytes.subarray(start, at + 1));
        give();
      }
    }
    if (depth > 2) hold(bytes.subarray(start));
  };
  return { push, isWhole: () => isWhole && depth === 0 };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
