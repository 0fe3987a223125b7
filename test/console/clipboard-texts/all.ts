import { fromChatsAndPages } from './chats-and-pages.ts';
import { fromMailPrograms } from './mail-programs.ts';
import { fromScriptsAndEnclosures } from './scripts-and-enclosures.ts';
import { fromTables } from './tables.ts';

export const clipboardTexts = [...fromMailPrograms, ...fromTables, ...fromChatsAndPages, ...fromScriptsAndEnclosures];
