import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Words of this product. */
// cspell:disable-next-line
const words = /invit|partnerally|acme|globex|organi[sz]ation|teammate|\bteams?\b|seats?\b|resend/i;

/** Headers of emails, one of which is such a word. */
const headers = 'mime-version organization original-from';

const files = globSync('packages/cdk-local/**/*.{ts,mjs,json,md}', { exclude: ['**/node_modules/**'] });

test('cdk-local contains no product words', () => {
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        words.test(line.replace(headers, '')) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});
