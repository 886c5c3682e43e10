/** Lets the browser save a file that was made in the page. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has taken its own hold of the content by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** A name for the file of a reference: `acme-app-1.0.svg`. */
export function exportName(reference: string, ending: string): string {
  const name = reference.slice(reference.indexOf('/') + 1).replace(/[^a-zA-Z0-9._-]+/g, '-');
  return `${name.slice(0, 100)}.${ending}`;
}
