import { seed } from '#e2e/bench/walk/seed/seed';

// Puts the artifact of the benchmark into a registry of one's own, to look at it:
// node e2e/bench/walk/seed/run.ts http://localhost:5000 bench/walk 1.0
const [url = 'http://localhost:3000', repository = 'bench/walk', tag = '1.0'] = process.argv.slice(2);
const began = performance.now();
const { root, digests } = await seed(url, repository, tag);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${digests.size} artifacts in ${seconds} s: ${new URL(url).host}/${repository}:${tag} (${root.digest})`,
);
