import { escapeHtml, plainPage } from '#lib/server/platform/plain-page';
import type { PageContext } from './security-headers.ts';

/** What the page says above the field for the token. */
export type AccessNotice = 'token-missing' | 'token-wrong' | 'tokens-limited';

type AccessPage = {
  readonly notice: AccessNotice;
  /** The path and query to open afterwards, without a token. */
  readonly target: string;
  /** Where the token stands, as a person would type it. */
  readonly tokenPath: string;
  readonly nonce: PageContext['nonce'];
};

const notices = {
  'token-missing': '',
  'token-wrong': '<p role="alert">This is not the token. Copy the whole token.</p>',
  'tokens-limited': '<p role="alert">Too many wrong tokens. Wait a minute, then try again.</p>',
} as const satisfies Record<AccessNotice, string>;

/** The page for a browser that Orrery does not know: says where the token is, and takes it. */
export function accessPage({ notice, target, tokenPath, nonce }: AccessPage): string {
  const path = escapeHtml(tokenPath);
  return plainPage(
    nonce,
    `<h1>Orrery needs its access token</h1>
${notices[notice]}
<p>Orrery uses your registry credentials, so it asks each browser once for its token. Open the address that Orrery printed when it started, the one with <code>?token=</code>, or paste the token here.</p>
<form method="post" action="/api/access">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required autofocus>
<input type="hidden" name="target" value="${escapeHtml(target)}">
<button>Open Orrery</button>
</form>
<p>The token stands in this file: <code>${path}</code></p>
<p>Scripts send it in a header: <code>Authorization: Bearer &lt;token&gt;</code></p>`,
  );
}

/**
 * The page for a browser that followed a link from another site. It sends no `SameSite=Strict` cookie then, and does as
 * soon as a page of ours leads to the same address: this page does so by itself, and has a link for those that wait.
 */
export function continuePage(target: string, nonce: PageContext['nonce']): string {
  const url = escapeHtml(target);
  return plainPage(
    nonce,
    `<h1>Opening Orrery</h1>
<p>You followed a link from another site. <a href="${url}">Continue</a></p>`,
    `<meta http-equiv="refresh" content="0; url=${url}">`,
  );
}
