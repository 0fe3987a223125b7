import { operations } from '#core/contract/operations.ts';
import { changeMembers } from '#core/members/change-several.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

// API Gateway gives up after 29 s, and this function ends after 28: what has not had its turn after 20 is rejected.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const answerMilliseconds = 8_000;

export const handler = endpoint(
  operations.changeMembers,
  (request) =>
    changeMembers(
      request.params.organizationId,
      request.body,
      request,
      () => request.remainingMilliseconds() > answerMilliseconds,
    ),
  ({ results }, { body }) => (body.dryRun || results.every(({ outcome }) => outcome !== 'rejected') ? 200 : 207),
);
