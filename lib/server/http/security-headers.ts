export type PageContext = { readonly nonce: string; readonly isDev: boolean };

const forAll = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()',
} as const;

const dataPolicy = "default-src 'none'; frame-ancestors 'none'";
// A worker lives under the policy of its own script.
const assetPolicy = "default-src 'self'; frame-ancestors 'none'";

/**
 * The security headers of an answer; a route may give a stricter policy of its own, none may go without. `isPage` tells
 * the page that Next answers with where it knows no such file.
 */
export function securityHeaders(
  path: string,
  page: PageContext,
  isPage: boolean,
): Readonly<Record<string, string>> {
  return { ...forAll, 'content-security-policy': policyFor(path, page, isPage) };
}

/** The headers of answers that are data, or that come before there is a path. */
export const dataHeaders = { ...forAll, 'content-security-policy': dataPolicy } as const;

/** The policy of pages. Next reads the nonce for its own scripts from the same header of the request. */
export function pagePolicy({ nonce, isDev }: PageContext): string {
  return [
    "default-src 'none'",
    // React's development build evaluates code to rebuild the server's stack traces.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    isDev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function policyFor(path: string, page: PageContext, isPage: boolean): string {
  if (/^\/(?:v2|api)(?:\/|$)/.test(path)) return dataPolicy;
  return path.startsWith('/_next/') && !isPage ? assetPolicy : pagePolicy(page);
}
