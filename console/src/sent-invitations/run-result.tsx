import { Alert, Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import type { Failure } from './in-turn.ts';
import { type Run, type RunVerb, runWords } from './run-words.ts';

type Addressed = { readonly email: string };

type FailuresProps = { readonly title: string; readonly failures: readonly Failure<Addressed>[] };

/** The failed items, each with its reason. */
const Failures = ({ title, failures }: FailuresProps) => (
  <Alert color="red" role="alert" title={title}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too. */}
    <section tabIndex={0} aria-label={title} style={{ maxHeight: '30vh', overflowY: 'auto' }}>
      <List size="sm" className="wraps-anywhere">
        {failures.map(({ item: { email }, error }) => (
          <List.Item key={email}>
            <strong>{email}</strong>: {error instanceof ApiProblem ? error.message : 'Something went wrong. Try again.'}
          </List.Item>
        ))}
      </List>
    </section>
  </Alert>
);

type RunResultProps = {
  readonly run: Run<Addressed>;
  readonly verb: RunVerb;
  readonly onStop: () => void;
  readonly onClose: () => void;
};

/** How far something that is done to several is, and what failed. */
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
        <Failures title={`${failed.toLocaleString('en-US')} couldn’t be ${verb.done}`} failures={failures} />
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
