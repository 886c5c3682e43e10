import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

/** Where the server begins; the last one's name stands behind `#lib/*.mjs`, which the tracer does not follow. */
const entries = [
  'lib/server/start.mjs',
  'lib/server/main.ts',
  'lib/server/check-audit.ts',
  'lib/server/platform/default-data-folder.mjs',
  'lib/server/documents/reader-thread.ts',
  'lib/server/inventory/embedded/database-process.ts',
  'lib/server/verification/verifier/verifier-thread.ts',
];

/**
 * What the tracer finds in Next and no server of ours loads: the builder, the pictures that it could shrink, what runs
 * while one edits, and source maps.
 */
const ignored = [
  'node_modules/@img/**',
  'node_modules/sharp/**',
  'node_modules/@next/swc-*/**',
  'node_modules/next/dist/compiled/next-server/*.dev.js',
  'node_modules/**/*.map',
];

/** What the server opens by its path. */
const opened = [
  'package.json',
  'next.config.mjs',
  'lib/server/demo',
  'public',
  // Next looks up where its builder lies, also where nothing is built.
  'node_modules/next/dist/compiled/@babel/runtime/package.json',
];
/** What a build leaves behind for the next build and for people. */
const leftovers =
  /^\.next\/(?:(?:cache|types|trace|trace-build|diagnostics|turbopack|build)(?:\/|$)|server\/.*\.map$)/;

/** The files that the server loads itself or that its pages were built to load, relative to the project. */
export async function traceFiles(root: string): Promise<readonly string[]> {
  const { fileList } = await nodeFileTrace(
    entries.map((entry) => join(root, entry)),
    { base: root, processCwd: root, ts: true, ignore: ignored, readFile: readAsJavaScript },
  );
  const pages = await filesBelow(root, '.next');
  const hooks = await filesBelow(root, 'node_modules/next/dist/compiled/webpack');
  const files = [...fileList, ...opened, ...pages, ...hooks, ...(await loadedByPages(root, pages))];
  return [...new Set(files)].filter((file) => !leftovers.test(file)).toSorted();
}

// The tracer reads JavaScript alone; Node runs these files as they are.
async function readAsJavaScript(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    return path.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
  } catch {
    // It looks for many files that may be there.
    return null;
  }
}

/** What Next noted beside each page of what it loads when it runs. */
async function loadedByPages(root: string, pages: readonly string[]): Promise<readonly string[]> {
  const notes = pages.filter((file) => file.endsWith('.nft.json') && !file.includes('minimal'));
  const lists = await Promise.all(
    notes.map(async (note) => {
      const { files }: { readonly files: readonly string[] } = JSON.parse(
        await readFile(join(root, note), 'utf8'),
      );
      return files.map((file) => relative(root, join(root, dirname(note), file)));
    }),
  );
  // It notes the whole project where a page opens a file by a name that is put together.
  return lists.flat().filter((file) => file.startsWith('node_modules/') && !isIgnored(file));
}

function isIgnored(file: string): boolean {
  return ignored.some((pattern) => matchesGlob(file, pattern));
}

async function filesBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
