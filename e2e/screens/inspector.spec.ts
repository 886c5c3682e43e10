import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { png, pushFiles } from '#e2e/screens/push-files';

const markdown = `# Release notes

Read [the plan](https://acme.example/plan) and ![a picture](https://spy.example/pixel.png)

<script>document.title = 'taken'</script><b onmouseover="alert(1)">bold</b> [bad](javascript:alert(1))

| part | state |
| --- | --- |
| web | done |
`;

test('of an image it is said how it runs, and which step made which layer', async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=content`);
  await page.getByRole('treeitem', { name: /^linux\/amd64/ }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('heading', { name: 'How it runs' })).toBeVisible();
  await expect(panel.getByText('Entrypoint', { exact: true })).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Environment' }).getByRole('row')).not.toHaveCount(1);
  const rows = panel.getByRole('list').first().getByRole('listitem');
  await expect(rows.first()).toContainText(/ADD|COPY|RUN/);
  await expect(rows.first()).toContainText('%');
});

test('some files, or all, are downloaded at once', async ({ page, request, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  const files = ['one.txt', 'two.txt', 'three.txt'].map((name) => ({
    ...{ name, mediaType: 'text/plain' },
    bytes: Buffer.from(`this is ${name}`),
  }));
  await pushFiles(request, { repository: 'inspector/several', tag: '1' }, files);
  await page.goto(`/${host}/inspector/several:1?tab=content`);
  const saved: string[] = [];
  page.on('download', async (download) => {
    saved.push(`${download.suggestedFilename()}: ${await readFile(await download.path(), 'utf8')}`);
  });
  await page.getByRole('checkbox', { name: 'Choose two.txt' }).check();
  await page.getByRole('button', { name: /^Download 1 chosen/ }).click();
  await expect.poll(() => saved).toEqual(['two.txt: this is two.txt']);
  await page.getByRole('checkbox', { name: 'Choose two.txt' }).uncheck();
  await page.getByRole('button', { name: /^Download all 3/ }).click();
  await expect(page.getByText('3 verified and saved')).toBeVisible();
  await expect
    .poll(() => saved.slice(1).sort())
    .toEqual(files.map(({ name }) => `${name}: this is ${name}`).sort());
});

test('Markdown is laid out without what a stranger could do with it', async ({ page, request, baseURL }) => {
  await show(page, request, baseURL, {
    name: 'NOTES.md',
    mediaType: 'text/markdown',
    bytes: Buffer.from(markdown),
  });
  const content = page.getByRole('region', { name: 'Content' });
  await expect(content.getByRole('heading', { name: 'Release notes' })).toBeVisible();
  await expect(content.getByRole('link')).toHaveCount(1);
  await expect(content.getByRole('link', { name: 'the plan' })).toHaveAttribute('rel', /noopener/);
  await expect(content.getByRole('cell', { name: 'done' })).toBeVisible();
  await expect(content.locator('img, script, b')).toHaveCount(0);
  await expect(page).not.toHaveTitle(/taken/);
});

test('a picture is painted', async ({ page, request, baseURL }) => {
  await show(page, request, baseURL, {
    name: 'logo.png',
    mediaType: 'image/png',
    bytes: png(40, 20, [0, 120, 60]),
  });
  const picture = page.getByRole('img', { name: 'logo.png' });
  await expect
    .poll(() =>
      picture.evaluate((canvas) =>
        canvas instanceof HTMLCanvasElement
          ? [canvas.width, canvas.height, ...(canvas.getContext('2d')?.getImageData(5, 5, 1, 1).data ?? [])]
          : [],
      ),
    )
    .toEqual([40, 20, 0, 120, 60, 255]);
});

test('text is coloured by its language', async ({ page, request, baseURL }) => {
  const bytes = Buffer.from('# the port\nserver:\n  port: 8080\n  name: "web"\n');
  await show(page, request, baseURL, { name: 'values.yaml', mediaType: 'application/yaml', bytes });
  const content = page.getByRole('region', { name: 'Content' });
  await expect(content.getByText('# the port')).toHaveClass(/text-faint/);
  await expect(content.getByText('8080')).toHaveClass(/text-report/);
});

test('a large text is read part by part', async ({ page, request, baseURL }) => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `line ${at} of a long log`);
  const bytes = Buffer.from(lines.join('\n'));
  await show(page, request, baseURL, { name: 'build.log', mediaType: 'text/plain', bytes });
  const content = page.getByRole('region', { name: 'Content' });
  await expect(content.getByText('line 0 of a long log')).toBeVisible();
  await expect(page.getByText(/only a full download is verified/)).toContainText('0 B to 256 KiB of 1.4 MiB');
  await page.getByRole('button', { name: 'Next part' }).click();
  await expect(content.getByText(/line 10\d\d\d of a long log/).first()).toBeVisible();
});

test('a manifest is folded, searched, and led to line by line', async ({ page, baseURL }) => {
  const address = `/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=manifest`;
  await page.goto(address);
  const manifest = page.getByRole('region', { name: 'Manifest' });
  await manifest.getByRole('button', { name: /^Fold line 1,/ }).click();
  await expect(manifest.getByText('"manifests"')).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Search in the text' }).fill('architecture');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible();
  await expect(manifest.getByText('"amd64"')).toBeVisible();
  await expect(page).toHaveURL(/#L\d+$/);
  const led = page.url();
  await page.goto('/');
  await page.goto(led);
  await expect(page.getByRole('region', { name: 'Manifest' }).getByText('"amd64"')).toBeInViewport();
});

async function show(
  page: Page,
  request: Parameters<typeof pushFiles>[0],
  baseURL: string | undefined,
  file: Parameters<typeof pushFiles>[2][number],
): Promise<void> {
  const tag = file.name.toLowerCase().replaceAll('.', '-');
  await pushFiles(request, { repository: 'inspector/one', tag }, [file]);
  await page.goto(`/${new URL(baseURL ?? '').host}/inspector/one:${tag}?tab=content`);
}
