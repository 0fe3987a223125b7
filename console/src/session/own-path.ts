/**
 * A place in this console, as it may stand in an address: the start page for anything that leads elsewhere, however it is spelled. Browsers
 * take a backslash for a slash, and leave tabs and line breaks out.
 */
export const ownPath = (text: string, origin: string): string => {
  const url = URL.canParse(text, origin) ? new URL(text, origin) : undefined;
  const isOwn = text.startsWith('/') && url?.origin === origin && !url.pathname.startsWith('//');
  return isOwn ? `${url.pathname}${url.search}${url.hash}` : '/';
};
