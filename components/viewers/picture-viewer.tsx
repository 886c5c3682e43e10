'use client';

import { useEffect, useRef, useState } from 'react';
import { shorten } from '#lib/text/untrusted-text';

type PictureViewerProps = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly name: string;
};

/** A picture out of a registry, of a type that holds no scripts, painted from the bytes that were verified. */
export function PictureViewer({ bytes, mediaType, name }: PictureViewerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isBroken, setBroken] = useState(false);
  // Decoded by the browser, aside from the page, and painted when that is done.
  useEffect(() => {
    let isCurrent = true;
    createImageBitmap(new Blob([bytes], { type: mediaType })).then(
      (bitmap) => {
        if (isCurrent && canvas.current !== null) paint(canvas.current, bitmap);
        bitmap.close();
      },
      () => {
        if (isCurrent) setBroken(true);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [bytes, mediaType]);
  if (isBroken)
    return <p className="px-3 py-2 text-muted">The browser cannot show this picture. Download it instead.</p>;
  return (
    <div className="flex h-[26rem] max-h-[60vh] items-center justify-center border-t border-line bg-sunken p-3">
      <canvas
        ref={canvas}
        role="img"
        aria-label={name === '' ? 'The content' : shorten(name)}
        className="max-h-full max-w-full"
      />
    </div>
  );
}

const longestSide = 2_048;

function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}
