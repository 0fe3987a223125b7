/** Names that apps give the browser inside them. */
const apps: readonly (readonly [RegExp, string])[] = [
  [/\bFBA[NV]\b|FB_IAB|FBIOS/, 'Facebook'],
  [/Instagram/, 'Instagram'],
  [/LinkedInApp/, 'LinkedIn'],
  [/Outlook-(?:iOS|Android)|OutlookMobile/i, 'Outlook'],
  [/TeamsMobile|Teams\/\d/, 'Teams'],
  [/GSA\//, 'the Google app'],
  [/\bLine\//, 'LINE'],
  [/MicroMessenger/, 'WeChat'],
  [/Twitter/, 'X'],
  [/Slack/, 'Slack'],
];

// Android names its WebView `wv`. On an iPhone every real browser says Safari, and what is inside of an app, as in Gmail, does not.
const isWebView = (userAgent: string): boolean =>
  /; wv\)/.test(userAgent) || (/iPhone|iPad|iPod/.test(userAgent) && !/Safari\//.test(userAgent));

/** The app that the page is open in, where Google refuses to sign people in; undefined in a browser of its own. */
export const appAroundBrowser = (userAgent: string): string | undefined =>
  apps.find(([pattern]) => pattern.test(userAgent))?.[1] ?? (isWebView(userAgent) ? 'another app' : undefined);
