import { Alert, Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import type { Failure } from './in-turn.ts';
import type { Run } from './use-in-turn.ts';

type Addressed = { readonly email: string };

/** What did not work, and why, for each. */
const Failures = ({
  title,
  failures,
}: {
  readonly title: string;
  readonly failures: readonly Failure<Addressed>[];
}) => (
  <Alert color="red" role="alert" title={title}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too. */}
    <section tabIndex={0} aria-label={title} style={{ maxHeight: '30vh', overflowY: 'auto' }}>
      <List size="sm" className="wraps-anywhere">
        {failures.map(({ item: { email }, error }) => (
          <List.Item key={email}>
            <strong>{email}</strong>: {error instanceof ApiProblem ? error.message : 'Something failed. Try again.'}
          </List.Item>
        ))}
      </List>
    </section>
  </Alert>
);

type RunResultProps = {
  readonly run: Run<Addressed>;
  /** What was done to each, as in `revoked`. */
  readonly done: string;
  readonly onClose: () => void;
};

/** How far something that is done to several has come, and what did not work. */
export const RunResult = ({ run, done, onClose }: RunResultProps) => {
  const { total, failures, over } = run;
  const failed = failures.length;
  const told = over ? `${total - failed} of ${total} ${done}.` : `${run.done} of ${total} …`;
  return (
    <Stack>
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {told}
      </Text>
      <Progress value={total === 0 ? 100 : (100 * run.done) / total} size="lg" aria-label={`${done} so far`} />
      {over && failed > 0 && (
        <Failures title={failed === 1 ? `One was not ${done}` : `${failed} were not ${done}`} failures={failures} />
      )}
      <Group justify="flex-end">
        <Button disabled={!over} onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
};
