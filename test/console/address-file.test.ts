import { expect, test } from 'vitest';
import { readAddressFile, textOfFile } from '#console/invite/addresses/address-file.ts';

test('readAddressFile takes addresses and names the other columns', () => {
  const text = 'Name,Email,Phone\r\n"Lee, Ann",ann@acme.test,1\r\nBob,bob@acme.test,2\r\nEve,,3\r\n';
  expect(readAddressFile(text)).toEqual({
    emails: ['ann@acme.test', 'bob@acme.test'],
    ignoredColumns: ['Name', 'Phone'],
  });
});

test('readAddressFile reads tabs, and a list without a head', () => {
  expect(readAddressFile('Email\tTeam\nann@acme.test\tSales\n')).toEqual({
    emails: ['ann@acme.test'],
    ignoredColumns: ['Team'],
  });
  expect(readAddressFile('ann@acme.test\nbob@acme.test\n')).toEqual({
    emails: ['ann@acme.test', 'bob@acme.test'],
    ignoredColumns: [],
  });
  expect(readAddressFile('nothing\nhere')).toEqual({ emails: [], ignoredColumns: [] });
});

test('textOfFile reads UTF-8 and UTF-16, with or without a mark', () => {
  const utf16 = Buffer.from('\ufeffann@acme.test', 'utf16le');
  for (const bytes of [
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from('\ufeffann@acme.test'),
    Buffer.from('ann@acme.test'),
  ])
    expect(textOfFile(bytes)).toBe('ann@acme.test');
});
