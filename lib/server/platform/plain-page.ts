/** A page that needs no script and no build: for who is not let in yet. */
export function plainPage(nonce: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Orrery</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<style nonce="${nonce}">${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}

/** The policy of such a page: its style, and forms to our own host, from where they may lead to `formOrigin`. */
export function plainPagePolicy(nonce: string, formOrigin = ''): string {
  const forms = `form-action 'self' ${formOrigin}`.trim();
  return `default-src 'none'; style-src 'nonce-${nonce}'; ${forms}; base-uri 'none'; frame-ancestors 'none'`;
}

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": '#39',
  };
  return text.replace(/[&<>"']/g, (letter) => `&${names[letter]};`);
}

const style = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:10vh 1.25rem}
main{max-width:36rem;margin:auto}h1{font-size:1.375rem}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1.5rem 0}
input{flex:1 1 14rem;font:inherit;padding:.4rem .6rem}button{font:inherit;padding:.4rem .9rem}
.go{display:inline-block;margin:.5rem 0;padding:.5rem 1.1rem;border:1px solid;border-radius:.4rem;text-decoration:none}
code{overflow-wrap:anywhere}[role=alert]{border-left:.25rem solid #c2410c;padding-left:.75rem}`;
