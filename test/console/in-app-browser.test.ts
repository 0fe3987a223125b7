import { expect, test } from 'vitest';
import { appAroundBrowser } from '#console/invitation/in-app-browser.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 16; Pixel 10 Build/X; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';
const chrome = 'Chrome/147.0.0.0 Mobile Safari/537.36';

test.each([
  [`${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]`, 'Facebook'],
  [`${android} ${chrome} Instagram 400.0 Android`, 'Instagram'],
  [`${iPhone} Mobile/15E148 [LinkedInApp]`, 'LinkedIn'],
  [`${iPhone} Mobile/15E148`, 'another app'],
  [`${android} ${chrome}`, 'another app'],
])('the browser %s is inside of %s', (userAgent, app) => {
  expect(appAroundBrowser(userAgent)).toBe(app);
});

test.each([
  `${iPhone} Version/19.1 Mobile/15E148 Safari/604.1`,
  `${iPhone} CriOS/147.0 Mobile/15E148 Safari/604.1`,
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:147.0) Gecko/20100101 Firefox/147.0',
])('the browser %s is a browser of its own', (userAgent) => {
  expect(appAroundBrowser(userAgent)).toBeUndefined();
});
