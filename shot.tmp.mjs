import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await b.newPage({ viewport: { width: 1440, height: 900 } });
await p.goto(process.argv[2], { timeout: 120000, waitUntil: 'commit' });
await p.getByRole('tab').first().waitFor({ timeout: 120000 }).catch(() => {});
await p.waitForTimeout(5000);
await p.screenshot({ path: process.argv[3] });
console.log((await p.locator('body').innerText()).slice(0, 2500));
await b.close();
