import { simpleParser } from 'mailparser';

/** Decodes a sender as email clients do: `=?UTF-8?B?w4VzYQ==?= <asa@example.com>` becomes `"Åsa" <asa@example.com>`. */
export const readableMailbox = async (header: string): Promise<string> => {
  const { from } = await simpleParser(`From: ${header}\r\n\r\n`);
  return from?.text || header;
};
