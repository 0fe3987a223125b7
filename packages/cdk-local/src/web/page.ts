import { type Html, html } from './html.ts';
import type { HttpReply } from './response.ts';

const style = html`<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: var(--width, 28rem); }
  h1 { font-size: 1.4rem; line-height: 1.25; }
  h2 { font-size: 1.1rem; margin-top: 1.8rem; }
  label { display: block; margin: .9rem 0 .2rem; }
  input:not([type=checkbox]) { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; border: 1px solid #8888; border-radius: .5rem; }
  button, .button { font: inherit; padding: .6rem 1.1rem; border: 1px solid #8888; border-radius: .5rem; cursor: pointer; }
  button.main { background: #1a56db; border-color: #1a56db; color: #fff; }
  button.account { display: block; width: 100%; margin: .4rem 0; text-align: left; overflow-wrap: anywhere; }
  small, .quiet { color: color-mix(in srgb, currentColor 65%, transparent); }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: .5rem .6rem; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { white-space: nowrap; }
  tbody th { width: 9rem; }
  form { margin-bottom: 1.5rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8884; border-radius: .5rem; }
  iframe { width: 100%; height: 34rem; border: 1px solid #8884; border-radius: .5rem; background: #fff; }
</style>`;

type Page = {
  readonly title: string;
  readonly body: Html;
  /** @default 200 */
  readonly status?: number;
  /** CSS length. @default '28rem' */
  readonly width?: string;
};

/** A page without scripts that reads well on a phone and can't be framed. */
export const page = ({ title, body, status = 200, width = '28rem' }: Page): HttpReply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; frame-src 'self'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  },
  body: html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>${style}</head><body style="--width: ${width}">${body}</body></html>`.markup,
});
