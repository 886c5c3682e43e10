const addressKeptMs = 10_000;

/** Hands an address to the browser's downloads; without a name the server's own holds. */
export function download(href: string, name = ''): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** Lets the browser save bytes that are in the page under a name. */
export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  download(address, name);
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(address), addressKeptMs);
}
