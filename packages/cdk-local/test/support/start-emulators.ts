import { DatabaseSync } from 'node:sqlite';
import { startInbox } from '../../src/ses/start-inbox.ts';
import { startSignInStack } from '../cognito/sign-in-stack.ts';

// A separate process, which a test can kill. The argument is the database file.
const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const { endpoint } = await startInbox({ database });
const { origin } = await startSignInStack({ database });
process.stdout.write(`${JSON.stringify({ endpoint, origin })}\n`);
