import { Text } from '@mantine/core';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import classes from './addresses-box.module.css';

type NotSentProps = { readonly error: unknown; readonly answered: number; readonly left: number };

/** Why sending stopped, and what is left. */
export const NotSent = ({ error, answered, left }: NotSentProps) => (
  <div tabIndex={-1} ref={takeFocus} className={classes.notSent}>
    <ProblemAlert error={error} />
    {answered > 0 && (
      <Text size="sm" mt="xs">
        {answered.toLocaleString('en')} of {(answered + left).toLocaleString('en')} sent. Press Resume to continue with
        the other {left.toLocaleString('en')}; no one gets a second email.
      </Text>
    )}
  </div>
);
