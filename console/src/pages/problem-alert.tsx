import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';

type ProblemAlertProps = { readonly error: unknown; readonly onRetry?: () => void };

/** What support needs to find the failure. */
const RequestId = ({ requestId }: { readonly requestId: string }) => (
  <Group gap="xs">
    <Text size="xs" className="wraps-anywhere">
      Request <code>{requestId}</code>
    </Text>
    <CopyButton value={requestId}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy} aria-label="Copy the request id">
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  </Group>
);

/** What failed, in a sentence, with what support needs to find it. */
export const ProblemAlert = ({ error, onRetry }: ProblemAlertProps) => {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <Alert color="red" role="alert" title={problem?.title ?? 'That did not work'}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {problem?.message ?? 'The page and the server do not understand each other. Reload the page.'}
        </Text>
        {problem?.requestId !== undefined && problem.status >= 500 && <RequestId requestId={problem.requestId} />}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
};
