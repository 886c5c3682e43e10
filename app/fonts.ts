import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import localFont from 'next/font/local';

// The Latin letters come with the page, in the measures of what stands in for them, so that nothing moves when they are
// there; the other scripts, which the style sheets name by their ranges, come when a text needs them.
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'optional',
  variable: '--font-inter',
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
