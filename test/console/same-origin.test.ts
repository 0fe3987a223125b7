import { expect, test } from 'vitest';
import { atSameOrigin } from '#console/session/same-origin.ts';

const uri = 'https://app.example.org/signed-in';
const known = ['https://app.example.org', 'https://old.example.org'];

test('the console at its former address signs in and returns there', () => {
  expect(atSameOrigin(uri, 'https://old.example.org', known)).toBe('https://old.example.org/signed-in');
  expect(atSameOrigin('https://app.example.org/', 'https://old.example.org', known)).toBe('https://old.example.org/');
});

test.each([
  ['a console at an address that the hosted login does not know', 'http://localhost:5173', known],
  ['settings from before', 'https://old.example.org', undefined],
])('%s comes back to the address that it does know', (_, origin, origins) => {
  expect(atSameOrigin(uri, origin, origins)).toBe(uri);
});
