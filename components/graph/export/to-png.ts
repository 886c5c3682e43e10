/** The most that browsers draw without fault, in pixels of one side and of the whole. */
const sideMax = 16_384;
const areaMax = 64 * 1024 * 1024;

/** An SVG document as a PNG, twice as large where that can be drawn; rejects where the browser cannot draw it at all. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { width, height } = image;
  const scale = Math.min(2, sideMax / width, sideMax / height, Math.sqrt(areaMax / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error('The browser cannot draw this picture.')) : resolve(blob),
    );
  });
}
