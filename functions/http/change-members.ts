import { operations } from '#core/contract/operations.ts';
import { changeMembers } from '#core/members/change-several.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

// API Gateway times out after 29 s, this function after 28 s. Members that are not processed after 20 s are rejected.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const answerMilliseconds = 8_000;

export const handler = endpoint(
  operations.changeMembers,
  (request) =>
    changeMembers(request.params, request.body, request, () => request.remainingMilliseconds() > answerMilliseconds),
  ({ results }, { body }) => (body.dryRun || results.every(({ outcome }) => outcome !== 'rejected') ? 200 : 207),
);
