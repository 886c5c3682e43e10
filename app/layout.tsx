import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { earlyQuestion } from '#components/early-question.ts';
import { PaletteKey } from '#components/palette-key';
import { earlyPaletteScript } from '#components/shell/keyboard/early-palette.ts';
import { Providers } from '#components/shell/providers';
import { themeScript } from '#components/shell/theme-script.ts';
import { earlyAttributes, earlyScript } from '#lib/api/client/early-answer';
import { fontClass } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Orrery', template: '%s · Orrery' },
  description: 'Shows an OCI artifact and everything attached to it.',
  icons: { icon: '/icon.svg' },
  referrer: 'no-referrer',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const asked = await headers();
  const nonce = asked.get('x-nonce') ?? undefined;
  const question = earlyQuestion(asked.get('x-address') ?? '');
  const user = asked.get('x-user');
  return (
    <html
      lang="en"
      className={fontClass}
      // Who is signed in where a team is served.
      data-user={user === null ? undefined : decodeURIComponent(user)}
      suppressHydrationWarning
    >
      <head>
        <script nonce={nonce} {...earlyAttributes(question)} suppressHydrationWarning>
          {`${earlyScript}${themeScript}${earlyPaletteScript}`}
        </script>
      </head>
      <body>
        <Providers nonce={nonce}>
          {children}
          <PaletteKey />
        </Providers>
      </body>
    </html>
  );
}
