import { Alert, Button, Stack, Text } from '@mantine/core';
import { ApiProblem } from '../api/api-problem.ts';

type ProblemAlertProps = { readonly error: unknown; readonly onRetry?: () => void };

/** What failed, in a sentence, with what support needs to find it. */
export const ProblemAlert = ({ error, onRetry }: ProblemAlertProps) => {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <Alert color="red" role="alert" title={problem?.title ?? 'That did not work'}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {problem?.message ?? 'The page and the server do not understand each other. Reload the page.'}
        </Text>
        {problem?.requestId !== undefined && problem.status >= 500 && (
          <Text size="xs">
            Request <code>{problem.requestId}</code>
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
};
