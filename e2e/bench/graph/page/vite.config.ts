import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page of the benchmark, built as the product is: minified, without React's development checks. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  cacheDir: fileURLToPath(new URL('../../../../node_modules/.cache/bench-graph', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../../../node_modules/.cache/bench-graph/page', import.meta.url)),
    emptyOutDir: true,
  },
  logLevel: 'error',
});
