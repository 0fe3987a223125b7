/** Where anyone can get an address: allowing one of them allows everybody. The common ones, in their one form. */
const domains: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'ymail.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  't-online.de',
  'mail.com',
  'mail.ru',
  'yandex.com',
  'yandex.ru',
  'zoho.com',
  'fastmail.com',
  'hey.com',
  'tutanota.com',
  'qq.com',
  '163.com',
  '126.com',
  'naver.com',
  'orange.fr',
  'free.fr',
  'laposte.net',
  'libero.it',
]);

// Mail services that run under many countries' domains: yahoo.co.uk, hotmail.fr.
const families = /^(?:yahoo|hotmail|outlook|live|gmx)\.(?:com?\.)?[a-z]{2}$/;

/** Returns true if anyone can get an address at this domain. Knows common email services only. */
export const isPublicMailDomain = (domain: string): boolean => domains.has(domain) || families.test(domain);
