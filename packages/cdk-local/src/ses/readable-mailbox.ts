import { simpleParser } from 'mailparser';

/** A sender as mail programs show it: `=?UTF-8?B?w4VzYQ==?= <asa@example.com>` is `"Åsa" <asa@example.com>`. */
export const readableMailbox = async (header: string): Promise<string> => {
  const { from } = await simpleParser(`From: ${header}\r\n\r\n`);
  return from?.text || header;
};
