import { Agent, request } from 'undici';

/** A browser without scripts: it follows redirects, keeps cookies and sends forms. */
export type FormBrowser = {
  /** Opens an address and fills in each form, until it is led to an address that begins with `end`. */
  readonly openUntil: (url: string, end: string, fields: Readonly<Record<string, string>>) => Promise<string>;
  /** What it sends as its cookies. */
  readonly cookies: () => string;
};

const stepsMax = 20;

/** A browser that trusts these CAs. */
export function formBrowser(...ca: readonly string[]): FormBrowser {
  const dispatcher = new Agent({ connect: { ca: [...ca] } });
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (url: string, form: URLSearchParams | undefined) => {
    const answer = await request(url, {
      dispatcher,
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        cookie: cookieHeader(),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form?.toString() ?? null,
    });
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return { location: answer.headers.location, html: await answer.body.text() };
  };
  return {
    cookies: cookieHeader,
    openUntil: async (start, end, fields) => {
      let url = start;
      let form: URLSearchParams | undefined;
      for (let step = 0; step < stepsMax; step += 1) {
        const { location, html } = await send(url, form);
        if (location !== undefined) {
          url = new URL(String(location), url).href;
          form = undefined;
          if (url.startsWith(end)) return url;
          continue;
        }
        const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
        if (action === undefined) throw new Error(`There is no form at ${url}: ${html.slice(0, 300)}`);
        url = new URL(action, url).href;
        form = new URLSearchParams(fields);
        for (const [, name = '', value = ''] of html.matchAll(
          /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
        ))
          form.set(name, value);
      }
      throw new Error(`The way did not lead to ${end}.`);
    },
  };
}
