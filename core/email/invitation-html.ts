import { type Html, html } from './html.ts';
import type { InvitationFacts } from './invitation-facts.ts';

const font = 'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif;';
const paragraph = `margin:0 0 16px;${font}font-size:16px;line-height:24px;color:#1f2937;`;
const small = `margin:0 0 12px;${font}font-size:14px;line-height:21px;color:#4b5563;`;

// Only what can't be inline. Clients that drop it (Gmail in some apps) show the light colors, which are inline.
const styles = html`<style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      @media (max-width: 480px) { .outer { padding: 12px 8px !important; } .card { padding: 24px 20px !important; } }
      @media (prefers-color-scheme: dark) {
        .page { background-color: #0f172a !important; }
        .card { background-color: #1e293b !important; border-color: #334155 !important; }
        .ink { color: #f1f5f9 !important; }
        .soft { color: #cbd5e1 !important; }
        .link { color: #93c5fd !important; }
        .button { background-color: #60a5fa !important; }
        .on-button { color: #0f172a !important; }
      }
    </style>`;

const strong = (words: string): Html => html`<strong style="font-weight:600;">${words}</strong>`;

/** A name of theirs, kept apart from the direction of the sentence that it stands in. */
const name = (plainName: string): Html => html`<bdi style="font-weight:600;">${plainName}</bdi>`;

const button = (
  link: string,
): Html => html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
                <tr>
                  <td class="button" bgcolor="#1d4ed8" style="border-radius:8px;background-color:#1d4ed8;mso-padding-alt:14px 28px;">
                    <a class="on-button" href="${link}" style="display:inline-block;padding:14px 28px;border-radius:8px;${font}font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;">Accept Invitation</a>
                  </td>
                </tr>
              </table>`;

const whomToAsk = ({ inviter, inviterEmail }: InvitationFacts): Html =>
  inviterEmail === undefined
    ? html`If you have questions, contact ${name(inviter)}.`
    : html`If you have questions, contact ${name(inviter)} at ${inviterEmail}, or just reply to this email.`;

const letter = (
  facts: InvitationFacts,
): Html => html`<h1 class="ink" style="margin:0 0 16px;${font}font-size:22px;line-height:30px;font-weight:600;color:#1f2937;">Join <bdi>${facts.organization}</bdi> on ${facts.productName}</h1>
              <p class="ink" style="${paragraph}">Hi,</p>
              <p class="ink" style="${paragraph}">${name(facts.inviterFirst)} has invited you to join ${name(facts.organization)} on ${facts.productName}.</p>
              <p class="ink" style="${paragraph}">You've been assigned the role of ${strong(facts.role)}.</p>
              <p class="ink" style="${paragraph}">Click the button below to accept the invitation and set up your account. Sign in with your Google account, ${strong(facts.recipient)}.</p>
              ${button(facts.link)}
              <p class="soft" style="${small}">If the button doesn't work, copy this link into your browser:<br><a class="link" href="${facts.link}" style="color:#1d4ed8;word-break:break-all;">${facts.link}</a></p>
              <p class="ink" style="${paragraph}">This invitation expires ${facts.timeLeft}. It expires on ${facts.expiryDate}.</p>
              <p class="ink" style="${paragraph}">${whomToAsk(facts)}</p>
              <p class="soft" style="${small}margin-bottom:0;">If you weren't expecting this, you can ignore this email. Nothing happens unless you accept.</p>`;

// Fills the preview of an inbox, which would go on with the heading.
// https://www.litmus.com/blog/the-little-known-preview-text-hack-you-may-want-to-use-in-every-email
const afterPreview: Html = { markup: '&#847;&zwnj;&nbsp;'.repeat(60) };

/** The HTML part: tables and inline styles for every client, no images, readable on a phone and in dark mode. */
export const invitationHtml = (facts: InvitationFacts): string =>
  html`<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <meta name="x-apple-disable-message-reformatting">
    <meta name="format-detection" content="telephone=no, date=no, address=no, url=no">
    <title>Join ${facts.organization} on ${facts.productName}</title>
    ${styles}
  </head>
  <body class="page" style="margin:0;padding:0;background-color:#f1f5f9;">
    <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${facts.inviterFirst} invited you to join ${facts.organization} as ${facts.roleWithArticle}. This invitation expires ${facts.timeLeft}.${afterPreview}</div>
    <div role="article" aria-roledescription="email" aria-label="Invitation" lang="en" dir="ltr">
    <table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f1f5f9;">
      <tr>
        <td class="outer" align="center" style="padding:32px 16px;">
          <table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px;">
            <tr>
              <td class="card" align="left" style="padding:36px 40px;background-color:#ffffff;border:1px solid #e2e8f0;border-radius:12px;word-break:break-word;overflow-wrap:anywhere;">
              ${letter(facts)}
              </td>
            </tr>
          </table>
        </td>
      </tr>
    </table>
    </div>
  </body>
</html>
`.markup;
