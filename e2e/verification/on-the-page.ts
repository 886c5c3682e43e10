import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { givePolicy } from '#e2e/verification/give-policy';
import type { SignedImages, SignedTag } from '#e2e/verification/signed-images';
import type { Question } from '#e2e/verification/tool-verdicts';
import { policyFor } from '#e2e/verification/tool-verdicts';

type Seen = {
  readonly question: Question;
  /** What the head line says. */
  readonly head: RegExp;
  /** What the outline says of the signature. */
  readonly node: RegExp;
};

const mismatch = 'does not match the content';

/** One question for each way in which a check can end. */
const seen: readonly Seen[] = [
  {
    question: { tag: 'bundle', by: 'cosign key' },
    head: /^signature valid, key .+ · matches acme$/,
    node: /, matches acme/,
  },
  {
    question: { tag: 'bundle', by: 'other key' },
    head: new RegExp(`^signature failed: ${mismatch}$`),
    node: new RegExp(mismatch),
  },
  {
    question: { tag: 'borrowed-bundle', by: 'cosign key' },
    head: /^signature failed: names another digest$/,
    node: /names another digest/,
  },
  {
    question: { tag: 'tampered-legacy', by: 'cosign key' },
    head: new RegExp(`^signature failed: ${mismatch}$`),
    node: new RegExp(mismatch),
  },
  {
    question: { tag: 'expired', by: 'notation' },
    head: /^signature failed: signature expired$/,
    node: /signature expired/,
  },
  {
    question: { tag: 'jws', by: 'notation' },
    head: /^signature valid, .+ · matches acme$/,
    node: /, matches acme/,
  },
  {
    question: { tag: 'bundle', by: 'nothing' },
    head: /^signed, cannot check: no key$/,
    node: /cannot check: no key/,
  },
];

/** The page of an image says of its signature what the API says, in the head line and at the node. */
export async function expectSameOnPage(page: Page, images: SignedImages): Promise<void> {
  for (const { question, head, node } of seen) {
    const title = `${question.tag}, ${question.by}`;
    await givePolicy(page, policyFor(images, question));
    await page.goto(`/${images.reference(question.tag)}`);
    const line = page.getByRole('list', { name: 'Evidence' });
    await expect.soft(line.getByRole('link', { name: head }), title).toBeVisible();
    await expect.soft(page.getByRole('treeitem', { name: node }).first(), title).toBeVisible();
  }
}

/** A comparison names the other signer, and the signature that is lost. */
export async function expectSignersCompared(page: Page, images: SignedImages): Promise<void> {
  const { bundle, legacy } = images.keys;
  const authorities = Object.entries({ bundle, legacy }).map(([name, data]) => ({ name, key: { data } }));
  const spec = { images: [{ glob: '**' }], authorities };
  const kind = { apiVersion: 'policy.sigstore.dev/v1beta1', kind: 'ClusterImagePolicy' };
  await givePolicy(page, { documents: [{ ...kind, metadata: { name: 'acme' }, spec }] });
  const compare = async (left: SignedTag, right: SignedTag, text: RegExp) => {
    await page.goto(`/${images.host}/team/checkout?compare=${left}..${right}`);
    await expect.soft(page.getByRole('list', { name: 'Signatures' })).toContainText(text);
  };
  await compare('bundle', 'legacy', /signer changed: key bundle → key legacy/i);
  await compare(
    'bundle',
    'unsigned',
    /signature lost: key bundle signed the left side, nobody signed the right side/i,
  );
}
