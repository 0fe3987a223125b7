import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const client = new SQSClient();

/** Sends the text of each new note to a queue. Fails on a note that contains "poison". */
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const text = dynamodb.NewImage.text.S;
    if (text.includes('poison')) throw new Error('Poison.');
    await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: text }));
  }
};
