import { expect, test } from '@playwright/test';
import { startDistribution, startZot } from '#e2e/registries/real-registries';
import { needs } from '#e2e/tools/needs';
import { expectSameOnPage, expectSignersCompared } from '#e2e/verification/on-the-page';
import { signImages } from '#e2e/verification/signed-images';
import type { Question } from '#e2e/verification/tool-verdicts';
import { policyFor, questions, toolAccepts } from '#e2e/verification/tool-verdicts';

// One that has the referrers API and one that has not; signing and asking the tools takes long.
const registries = {
  zot: startZot,
  distribution: () => startDistribution(),
} as const;

type Said = { readonly form: string; readonly state: string };

/** What the checks of an image come to beside the verdict of the tool itself. */
const expected: Readonly<Record<string, string>> = {
  'bundle, cosign key': 'matches',
  'bundle, other key': 'failed',
  'bundle, nothing': 'cannot-check',
  'legacy, cosign key': 'matches',
  'legacy, other key': 'failed',
  'jws, notation': 'matches',
  'jws, nothing': 'cannot-check',
  'cose, notation': 'matches',
  'expired, notation': 'failed',
  'borrowed-bundle, cosign key': 'failed',
  'borrowed-legacy, cosign key': 'failed',
  'borrowed-jws, notation': 'failed',
  'borrowed-bundle, nothing': 'failed',
  'borrowed-jws, nothing': 'failed',
  'tampered-bundle, cosign key': 'failed',
  'tampered-legacy, cosign key': 'failed',
  'unsigned, cosign key': '',
};

for (const [name, start] of Object.entries(registries)) {
  test(`${name}: every signature is judged as cosign and notation judge it, and the page says the same`, async ({
    page,
    request,
  }) => {
    test.setTimeout(180_000);
    await needs('oras', 'crane', 'cosign', 'cosign2', 'notation');
    await using images = await signImages(await start());

    const ask = async (question: Question) => {
      const policy = policyFor(images, question);
      const answer = await request.post('/api/verify', {
        headers: { 'X-Orrery-Request': '1', accept: 'application/json' },
        data: { ref: images.reference(question.tag), ...(policy === undefined ? {} : { policy }) },
      });
      expect(answer.status(), await answer.text()).toBe(200);
      const { checks }: { readonly checks: readonly Said[] } = await answer.json();
      // What BuildKit says of the image has no signature that could be judged.
      const signed = checks.filter(({ form }) => form !== 'unsigned');
      return signed.map(({ state }) => state).join(', ');
    };
    for (const question of questions) {
      const title = `${question.tag}, ${question.by}`;
      const said = await ask(question);
      const accepted = await toolAccepts(images, question);
      expect.soft(said, title).toBe(expected[title]);
      if (accepted !== undefined) expect.soft(said.includes('matches'), `${title}, the tool`).toBe(accepted);
    }
    await expectSameOnPage(page, images);
    await expectSignersCompared(page, images);
  });
}
