import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { listen } from './listen.ts';

/** A request that a handler made to DynamoDB. */
export type TableRequest = { readonly operation: string; readonly body: string };

/** Forwards requests to the table and records them. */
export const startRecording = async (table: string) => {
  let requests: TableRequest[] = [];
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const body = await text(request);
    requests.push({ operation: target.split('.').at(-1) ?? '', body });
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': String(request.headers['x-amz-date']),
      authorization: request.headers.authorization ?? '',
    };
    const answer = await fetch(table, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(await answer.text());
  });
  /** Returns the requests since the last call. */
  const take = (): readonly TableRequest[] => {
    const taken = requests;
    requests = [];
    return taken;
  };
  return { ...(await listen(server)), take };
};

/** Sends recorded requests again with a plain SDK client. */
export const bareClient = (table: string) => {
  const client = new DynamoDBClient({ endpoint: table, region: 'eu-central-1' });
  const send = (operation: string, body: string): Promise<unknown> => {
    switch (operation) {
      case 'BatchGetItem':
        return client.send(new BatchGetItemCommand(JSON.parse(body)));
      case 'GetItem':
        return client.send(new GetItemCommand(JSON.parse(body)));
      case 'Query':
        return client.send(new QueryCommand(JSON.parse(body)));
      case 'TransactWriteItems':
        return client.send(new TransactWriteItemsCommand(JSON.parse(body)));
      default:
        throw new Error(`The benchmark doesn't know ${operation}.`);
    }
  };
  return async (requests: readonly TableRequest[]): Promise<void> => {
    for (const { operation, body } of requests) await send(operation, body);
  };
};
