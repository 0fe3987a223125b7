/** Markup of the email, and what clients that don't support it show instead. Each degradation is accepted. */
type Degradations = Readonly<Record<string, string>>;

// Data of 2025-09-09. Each name is a page: https://www.caniemail.com/features/css-<name>/, or html-<name>.
/** CSS properties. An empty text means that popular clients support it as the email uses it. */
export const properties: Degradations = {
  'background-color': '',
  border: '',
  'border-color': '',
  'border-radius': 'Square corners in Outlook on Windows.',
  color: '',
  'color-scheme': 'Gmail, Outlook and Yahoo choose the colors of dark mode themselves.',
  display: 'inline-block is ignored by Outlook on Windows, where the table cell draws the button.',
  'font-family': '',
  'font-size': '',
  'font-weight': '600 is drawn as bold by Outlook on Windows.',
  'line-height': 'Outlook on Windows takes it as a minimum.',
  margin: '',
  'margin-bottom': '',
  'max-height': 'Ignored by Outlook on Windows, where mso-hide hides the preview text.',
  'max-width': 'Outlook on Windows supports it on tables only, and there is none elsewhere.',
  'mso-hide': 'For Outlook on Windows only.',
  'mso-padding-alt': 'For Outlook on Windows only.',
  overflow: 'Ignored by Outlook on Windows, where mso-hide hides the preview text.',
  'overflow-wrap': 'Ignored by Gmail and Outlook, which support word-break.',
  padding: 'Outlook on Windows supports it on table cells only, so only the words of the button are its link.',
  'supported-color-schemes': 'For Apple Mail before version 13.',
  'text-decoration': 'The button is underlined by Gmail with accounts of other providers.',
  width: '',
  'word-break': 'Ignored by Yahoo, where the reader scrolls to the end of the link.',
};

/** Elements. */
export const elements: Degradations = {
  a: '',
  bdi: 'Removed by Gmail and Outlook, where Unicode isolates do the same.',
  body: 'Replaced by a div in webmail, so a table has the background color too.',
  br: '',
  div: 'Yahoo removes its role: a screen reader finds no article there.',
  h1: '',
  head: '',
  html: '',
  meta: '',
  p: '',
  strong: '',
  style: 'Removed by Gmail with accounts of other providers: the light colors are inline.',
  table: '',
  td: '',
  title: '',
  tr: '',
};

/** Media features. */
export const mediaFeatures: Degradations = {
  'max-width': 'Ignored by Outlook on Windows, which has wide windows.',
  'prefers-color-scheme': 'Ignored by Gmail and Yahoo, which invert light colors or leave them.',
};
