import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, textAt } from '#lib/formats/json/json-path';
import { parseJson } from '#lib/oci/parse-json';

// `node e2e/tools/refresh-public-good.ts` takes over the trusted root of the public instance of Sigstore from the newest
// @sigstore/tuf, which carries it along. Nothing asks for it while Orrery runs.
const target = join(import.meta.dirname, '../../lib/verify/sigstore/public-good.json');
const mirror = 'https://tuf-repo-cdn.sigstore.dev';
const folder = mkdtempSync(join(tmpdir(), 'public-good-'));
try {
  execFileSync('npm', ['pack', '@sigstore/tuf@latest', '--silent'], { cwd: folder });
  const [archive = ''] = readdirSync(folder);
  execFileSync('tar', ['-xzf', archive, 'package/seeds.json', 'package/package.json'], { cwd: folder });
  const read = (name: string) => parseJson(readFileSync(join(folder, 'package', name)));
  const seed = textAt(read('seeds.json'), mirror, 'targets', 'trusted_root.json') ?? '';
  const version = textAt(read('package.json'), 'version') ?? '';
  const json = {
    date: new Date().toISOString().slice(0, 10),
    source: `@sigstore/tuf ${version}`,
    trustedRoot: parseJson(Buffer.from(seed, 'base64').toString()),
  };
  const isSame =
    JSON.stringify(at(parseJson(readFileSync(target)), 'trustedRoot')) === JSON.stringify(json.trustedRoot);
  writeFileSync(target, `${JSON.stringify(json, undefined, 2)}\n`);
  console.log(
    isSame
      ? 'The root is the same; its date is new.'
      : 'The root is another one now: look at the difference.',
  );
} finally {
  rmSync(folder, { recursive: true });
}
