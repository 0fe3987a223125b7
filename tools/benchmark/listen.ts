import { once } from 'node:events';
import type { Server } from 'node:http';
import * as z from 'zod';

/** Listens on any free port of this machine. */
export const listen = async (server: Server): Promise<{ readonly url: string; readonly stop: () => void }> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
};
