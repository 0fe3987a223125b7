import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { FailureList } from './failure-list.tsx';
import { type Run, type RunVerb, runWords } from './run-words.ts';

type Addressed = { readonly email: string };

const reasonOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.message : 'Something went wrong. Try again.';

type RunResultProps = {
  readonly run: Run<Addressed>;
  readonly verb: RunVerb;
  readonly onStop: () => void;
  readonly onClose: () => void;
};

/** Progress of a bulk action, and its failures. */
export const RunResult = ({ run, verb, onStop, onClose }: RunResultProps) => {
  const { total, failures, isOver } = run;
  const failed = failures.length;
  return (
    <Stack>
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {runWords(run, verb)}
      </Text>
      <Progress value={total === 0 ? 100 : (100 * run.done) / total} size="lg" aria-label={`${verb.done} so far`} />
      {isOver && failed > 0 && (
        <FailureList
          isNews
          title={`${failed.toLocaleString('en-US')} couldn’t be ${verb.done}`}
          failures={failures.map(({ item: { email }, error }) => ({ email, why: reasonOf(error) }))}
        />
      )}
      <Group justify="flex-end">
        {isOver ? (
          <Button onClick={onClose}>Done</Button>
        ) : (
          <Button variant="default" onClick={onStop}>
            Stop
          </Button>
        )}
      </Group>
    </Stack>
  );
};
