import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { html } from '../../web/html.ts';
import { page } from '../../web/page.ts';
import { formOf, receive } from '../../web/request.ts';
import { send } from '../../web/response.ts';
import { type Account, findAccount, keepAccount, recentAccounts, touchAccount } from './accounts.ts';
import { chooserPage } from './chooser-page.ts';

/** Maximum number of accounts in the chooser. */
const offered = 5;

const refusalOf = (email: string, subject: string, hostedDomain: string): string | undefined => {
  if (!/^[\w.-]{0,253}$/.test(hostedDomain)) return 'Type a domain, or none.';
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return 'Type an email address.';
  if (!/^[\w.-]{0,100}$/.test(subject)) return 'A subject has letters, digits, dots, hyphens and underscores only.';
  return undefined;
};

const chosen = (form: URLSearchParams, database: DatabaseSync, now: number): Account | string => {
  const known = findAccount(database, form.get('account') ?? '');
  if (known) {
    touchAccount(database, known.subject, now);
    return known;
  }
  const typed = (field: string): string => (form.get(field) ?? '').trim();
  const [email, subject, hostedDomain] = [typed('email'), typed('subject'), typed('hosted_domain')];
  return (
    refusalOf(email, subject, hostedDomain) ??
    keepAccount(
      database,
      {
        email,
        subject,
        name: typed('name'),
        emailVerified: typed('email_verified') === 'true',
        hostedDomain,
      },
      now,
    )
  );
};

type Chooser = { readonly provider: Provider; readonly database: DatabaseSync; readonly now: () => number };
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const cancelled = { error: 'access_denied', error_description: 'The user cancelled the sign-in at Google.' };

/** Otherwise the library asks the browser to leave the other account first, on a page that needs scripts. */
const leaveOtherAccount = async ({ provider }: Chooser, interaction: Interaction, subject: string): Promise<void> => {
  const { session } = interaction;
  if (!session || session.accountId === subject) return;
  const kept = await provider.Session.find(session.cookie);
  await kept?.destroy();
  interaction.session = undefined;
  await interaction.persist();
};

const submit = async (
  chooser: Chooser,
  interaction: Interaction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { provider, database, now } = chooser;
  const form = formOf(await receive(request));
  const account = form.has('cancel') ? undefined : chosen(form, database, now());
  if (typeof account === 'string') {
    const typed = { refusal: account, hint: form.get('email') ?? '' };
    return send(response, chooserPage(recentAccounts(database, offered), typed));
  }
  if (account) await leaveOtherAccount(chooser, interaction, account.subject);
  const result = account ? { login: { accountId: account.subject }, select_account: {} } : cancelled;
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
};

/** The page at /google/interaction/<uid>, and what is submitted there. */
export const choose = async (chooser: Chooser, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    const interaction = await chooser.provider.interactionDetails(request, response);
    if (request.method === 'POST') return await submit(chooser, interaction, request, response);
    const hint = String(interaction.params.login_hint ?? '');
    send(response, chooserPage(recentAccounts(chooser.database, offered), { hint }));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    const body = html`<h1>This sign-in is over</h1><p>It ran out, or was finished already. Begin it again where you came from.</p>
      <p><a class="button" href="/">Back to the app</a></p>`;
    send(response, page({ title: 'Sign-in is over', body, status: 400 }));
  }
};
