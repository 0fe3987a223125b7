import { DatabaseSync } from 'node:sqlite';
import { startInbox } from '../../src/ses/start-inbox.ts';
import { startSignInStack } from '../cognito/sign-in-stack.ts';

// A process of its own, because only a process can be killed. Its argument is the database's file.
const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const { endpoint } = await startInbox({ database });
const { origin } = await startSignInStack({ database });
process.stdout.write(`${JSON.stringify({ endpoint, origin })}\n`);
