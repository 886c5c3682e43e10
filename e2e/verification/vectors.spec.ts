import { expect, test } from '@playwright/test';
import { startZot } from '#e2e/registries/real-registries';
import { needs } from '#e2e/tools/needs';
import { askVectors, formatAnswers, isDifferent } from '#e2e/verification/ask-vectors';
import { readSubjects, readVectors } from '#e2e/verification/vectors';

const folder = process.env.ORRERY_VERIFY;

/** Where Orrery is stricter than the tool, or asks nobody where the tool goes online. */
const intended = [
  // Go ignores the case of names in JSON and takes the last.
  /^cosign-legacy-key: sig: key in another case$/,
  // Lists of revoked certificates are asked of no server.
  /^notation-nt: jws-crlok (?:strict|strict\+tsa-after|any)$/,
];

test('evidence of real tools in a real registry comes to what the tools said', async ({ baseURL }) => {
  if (folder === undefined && process.env.CI === 'true') throw new Error('Set ORRERY_VERIFY.');
  test.skip(folder === undefined, 'ORRERY_VERIFY is not set: NO vector was asked of a real registry.');
  await needs('zot');
  test.setTimeout(180_000);
  const zot = await startZot();
  try {
    const place = { registry: zot, url: baseURL ?? '' };
    const answers = await askVectors(place, readVectors(folder ?? ''), readSubjects(folder ?? ''));
    console.log(formatAnswers(answers));
    expect(answers.length).toBeGreaterThan(500);
    const odd = answers.filter(isDifferent).filter(({ name }) => !intended.some((one) => one.test(name)));
    expect(odd.map(({ name }) => name)).toEqual([]);
  } finally {
    await zot.stop();
  }
});
