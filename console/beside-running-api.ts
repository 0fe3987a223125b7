import type { Plugin, ProxyOptions } from 'vite';

/** Sends redirects to a page of the running API's origin, such as the one that ends a sign-in, to the same page here. */
const proxied = (api: string): ProxyOptions => ({
  target: api,
  configure: (proxy) =>
    proxy.on('proxyRes', ({ headers }) => {
      if (headers.location?.startsWith(`${api}/`)) headers.location = headers.location.slice(api.length);
    }),
});

/**
 * `vite console` beside a running `npm start`: one origin for the pages, which are remade as they are edited, and for what
 * the other serves. Builds know nothing of it.
 */
export const besideRunningApi = (api: string): Plugin => ({
  name: 'beside-running-api',
  apply: 'serve',
  config: () => ({
    server: {
      proxy: Object.fromEntries(
        ['/v1', '/oauth2', '/login', '/logout', '/google', '/local'].map((path) => [path, proxied(api)]),
      ),
    },
  }),
  configureServer: ({ middlewares }) => {
    // Sign-in, renewal and sign-out go through here. The redirect URL stays one that the hosted login knows.
    middlewares.use('/settings.json', (request, response, next) => {
      const here = `http://${request.headers.host}`;
      void fetch(`${api}/settings.json`)
        .then(async (answer) => {
          const settings = await answer.text();
          response.setHeader('content-type', 'application/json');
          response.end(settings.replaceAll(`Endpoint":"${api}/`, `Endpoint":"${here}/`));
        })
        .catch(next);
    });
  },
});
