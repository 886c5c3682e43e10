import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { servePage } from '#e2e/fakes/listen';

const upload = '/v2/safety/foreign/blobs/uploads/';

test('no form, beacon, frame, script or picture on another site gets through to us', async ({
  page,
  baseURL,
}) => {
  await using elsewhere = await servePage(`<!doctype html><title>elsewhere</title><body>
    <iframe name="answer"></iframe><iframe src="${baseURL}/"></iframe>
    <img src="${baseURL}/api/registries" alt=""><script src="${baseURL}/api/registries"></script>
    <form method="post" action="${baseURL}${upload}" target="answer"><input name="a" value="b"></form>
    <form method="post" action="${baseURL}/api/sign-in" target="answer" enctype="text/plain">
      <input name='{"host":"' value='evil.example"}'></form>
    <form method="post" action="${baseURL}/api/audits" target="answer" enctype="text/plain">
      <input name='{"scope":"' value='evil"}'></form></body>`);
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(baseURL ?? ''))
      answers.push(`${response.request().method()} ${response.status()}`);
  });
  await page.goto(elsewhere.origin);
  for (const form of [0, 1, 2]) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page
      .locator('form')
      .nth(form)
      .evaluate((element) => element instanceof HTMLFormElement && element.submit());
    await answered;
  }
  await page.evaluate((url) => navigator.sendBeacon(url, 'a'), `${baseURL}${upload}`);
  await expect
    .poll(() => answers.filter((answer) => answer.startsWith('POST')).length)
    .toBeGreaterThanOrEqual(2);
  expect(answers.filter((answer) => !answer.endsWith(' 403'))).toEqual([]);
});

test('five hundred clients that never finish their request keep nobody waiting', async ({
  request,
  baseURL,
}) => {
  const { hostname, port } = new URL(baseURL ?? '');
  const sockets = Array.from({ length: 500 }, () => connect(Number(port), hostname).on('error', () => {}));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  for (const socket of sockets) socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX-Slow: `);
  const answers = await Promise.all(Array.from({ length: 20 }, () => request.get('/api/registries')));
  for (const socket of sockets) socket.destroy();
  expect(answers.map((answer) => answer.status())).toEqual(Array(20).fill(200));
});
