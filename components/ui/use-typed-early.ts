import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/**
 * Takes over what somebody wrote into a field before the page came to life: the browser shows it, and the next render
 * would put the text that we know in its place.
 */
export function useTypedEarly(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  known: string,
  onTyped: (text: string) => void,
): void {
  const first = useRef({ known, onTyped });
  // Syncs with the field of the document, once.
  useEffect(() => {
    const typed = field.current?.value;
    if (typed !== undefined && typed !== first.current.known) first.current.onTyped(typed);
  }, [field]);
}
