export const boxHelp =
  'Paste or type emails, separated by commas, spaces or new lines. “Ann Lee <ann@acme.com>” works too.';
