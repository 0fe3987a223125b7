import { writeFileSync } from 'node:fs';
import { costPage } from './cost-page.ts';

// `npm run cost`: generates docs/cost.md from the measured ledger.
writeFileSync(new URL('../../docs/cost.md', import.meta.url), await costPage());
