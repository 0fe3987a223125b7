import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';

type ProblemAlertProps = { readonly error: unknown; readonly onRetry?: () => void };

/** The request id that support needs to find the failure. */
const RequestId = ({ requestId }: { readonly requestId: string }) => (
  <Group gap="xs">
    <Text size="xs" className="wraps-anywhere">
      Request ID <code>{requestId}</code>
    </Text>
    <CopyButton value={requestId}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy} aria-label="Copy request ID">
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  </Group>
);

/** A failure in one sentence, with its request id for support. */
export const ProblemAlert = ({ error, onRetry }: ProblemAlertProps) => {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <Alert color="red" role="alert" title={problem?.title ?? 'Something went wrong'}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problem?.message ?? 'This page is out of date. Reload it.'}</Text>
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
