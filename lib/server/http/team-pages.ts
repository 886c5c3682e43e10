import { escapeHtml, plainPage } from '#lib/server/platform/plain-page';

type SignInPage = {
  /** The host of the identity provider. */
  readonly host: string;
  /** The path and query to open afterwards. */
  readonly target: string;
  readonly nonce: string;
};

/** The page for a browser that is not signed in. */
export function signInPage({ host, target, nonce }: SignInPage): string {
  const start = `/api/session/start?to=${encodeURIComponent(target)}`;
  return plainPage(
    nonce,
    `<h1>Sign in to Orrery</h1>
<p>You sign in at <strong>${escapeHtml(host)}</strong> with your account there, and come back to this page.</p>
<p><a class="go" href="${escapeHtml(start)}">Sign in</a></p>`,
  );
}

type NoRolePage = { readonly name: string; readonly groups: readonly string[]; readonly nonce: string };

/** The page for somebody who is signed in and may see nothing. */
export function noRolePage({ name, groups, nonce }: NoRolePage): string {
  const listed = groups.slice(0, 50).map((group) => `<code>${escapeHtml(group)}</code>`);
  const text =
    listed.length === 0
      ? 'The identity provider names no groups for you.'
      : `Your groups: ${listed.join(', ')}.`;
  return plainPage(
    nonce,
    `<h1>You have no role in this Orrery</h1>
<p>You are signed in as <strong>${escapeHtml(name)}</strong>. Roles come from groups, and none of yours has one here. ${text}</p>
<p>Ask the operator of this Orrery for a role, then sign in again.</p>
<form method="post" action="/api/session/end"><button>Sign out</button></form>`,
  );
}

/** The page for a moment in which nobody can be recognised. */
export function databasePage(nonce: string): string {
  return plainPage(
    nonce,
    `<h1>Orrery cannot reach its database</h1>
<p>It cannot tell who is signed in. Reload this page in a moment; you stay signed in.</p>`,
  );
}
