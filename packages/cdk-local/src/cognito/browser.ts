/** Just enough of a browser to walk through a sign-in: cookies and redirects. */
export type Browser = {
  readonly cookies: Map<string, string>;
  readonly request: (url: URL, init?: { readonly form?: URLSearchParams }) => Promise<Response>;
};

const keepCookies = (cookies: Map<string, string>, response: Response): void => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const gone = value === '' || attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0');
    if (gone) cookies.delete(name);
    else cookies.set(name, value);
  }
};

export const openBrowser = (): Browser => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    request: async (url, { form } = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie },
        ...(form && { method: 'POST', body: form }),
      });
      keepCookies(cookies, response);
      return response;
    },
  };
};

/** Follows redirects until a page comes, or one leads to `stopAt`. Answers where it ended. */
export const follow = async (
  browser: Browser,
  from: URL,
  stopAt: string,
  init: { readonly form?: URLSearchParams } = {},
): Promise<{ url: URL; page: Response | undefined }> => {
  const response = await browser.request(from, init);
  const location = response.headers.get('location');
  if (location === null) return { url: from, page: response };
  await response.body?.cancel();
  const next = new URL(location, from);
  return `${next.origin}${next.pathname}` === stopAt ? { url: next, page: undefined } : follow(browser, next, stopAt);
};
