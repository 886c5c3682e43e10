import localFont from 'next/font/local';

// A font that is not there at the first paint stays away until the next page: nothing moves when it comes. So the
// fonts of the system stand directly behind it, for the letters of other scripts too.
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'optional',
  variable: '--font-inter',
  fallback: ['system-ui', 'Segoe UI', 'Roboto', 'sans-serif'],
});
const mono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  display: 'optional',
  variable: '--font-jetbrains',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'Menlo', 'DejaVu Sans Mono', 'monospace'],
});

/** The classes that give the page its two families. */
export const fontClass = `${inter.variable} ${mono.variable}`;
