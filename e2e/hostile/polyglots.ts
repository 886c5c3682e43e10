const script =
  "fetch('/api/registries',{method:'GET'}).then(()=>{document.title='ran'});document.title='ran'";

/** Bytes that some browser or other has taken for a page, a picture with scripts, or a program. */
export const polyglots: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  'page.html': `<!doctype html><script>${script}</script>`,
  'late.txt': `${' '.repeat(600)}<html><script>${script}</script>`,
  'comment.json': `<!--{"a":1}--><script>${script}</script>`,
  'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script></svg>`,
  'page.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><script>${script}</script></html>`,
  'sheet.xml': `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#"?><x onload="${script}"/>`,
  'gif.html': `GIF89a/*<script>${script}</script>*/=1;`,
  'png.html': Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    Buffer.from(`<script>${script}</script>`),
  ]),
  'pdf.html': `%PDF-1.7\n<script>${script}</script>`,
  'zip.html': Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from(`<script>${script}</script>`)]),
  'mail.mhtml': `MIME-Version: 1.0\nContent-Type: text/html\n\n<script>${script}</script>`,
  'old.utf7': `+ADw-script+AD4-${script}+ADw-/script+AD4-`,
  'wide.utf16': Buffer.from(`\ufeff<script>${script}</script>`, 'utf16le'),
  'bom.html': `\ufeff<script>${script}</script>`,
  'nul.html': `\0<script>${script}</script>`,
  'worker.js': script,
  'sheet.css': `@import "/api/registries";</style><script>${script}</script>`,
  'app.webmanifest': '{"start_url":"/"}',
  'help.hta': `<hta:application><script>${script}</script>`,
  'frame.html': `<iframe src="javascript:parent.document.title='ran'"></iframe>`,
  'meta.html': `<meta http-equiv="refresh" content="0;url=javascript:document.title='ran'">`,
  'math.html': `<math><a xlink:href="javascript:${script}">x</a></math><script>${script}</script>`,
};
