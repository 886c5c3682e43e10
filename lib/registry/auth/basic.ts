import type { Secret } from '#lib/registry/auth/secret';

/** The value of an `Authorization` header for a user name and password, in UTF-8 (RFC 7617 section 2.1). */
export function basicAuthorization(username: string, password: Secret): string {
  const bytes = new TextEncoder().encode(`${username}:${password.reveal()}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
