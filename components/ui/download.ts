/** Gives an address to the browser's downloads; without a name the server's own holds. */
export function download(href: string, name = ''): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
