import { fuzzSuite } from '#e2e/fuzz/suite';

const [seed, inputs] = process.argv.slice(2).map(Number);
const { failed } = await fuzzSuite(seed, inputs).run();
process.exitCode = failed === 0 ? 0 : 1;
