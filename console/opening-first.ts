import type { Plugin } from 'vite';

const sheet = /\s*<link rel="stylesheet"[^>]* href="\/assets\/[^>]*>/g;

/**
 * Moves the built style sheet behind what the page opens with: browsers paint nothing that comes after a style sheet they
 * don't have yet. Scripts wait for it all the same.
 */
export const openingFirst = (): Plugin => ({
  name: 'opening-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const sheets = html.match(sheet) ?? [];
      if (sheets.length === 0) throw new Error('index.html has no built style sheet.');
      return html.replace(sheet, '').replace('</body>', `${sheets.join('')}\n  </body>`);
    },
  },
});
