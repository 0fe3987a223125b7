import type { Answer } from '#test/system/consistency/model/client.ts';

/** What somebody asked of an invitation, or saw of it, and when: `began` and `ended` order all calls of a history, the other two are of the clock. */
export type Call = {
  readonly kind: 'accept' | 'resend' | 'revoke' | 'look';
  readonly invitationId: string;
  readonly userId: string;
  readonly began: number;
  readonly ended: number;
  readonly beganAt: number;
  readonly endedAt: number;
  /** Nothing where no answer came. */
  readonly answer: Answer | undefined;
};

/** Notes calls as they begin and end. */
export const startHistory = (now: () => number) => {
  const calls: Call[] = [];
  let ticks = 0;
  const note = async <T extends Answer>(
    about: Pick<Call, 'kind' | 'invitationId' | 'userId'>,
    call: () => Promise<T>,
  ): Promise<T> => {
    const [began, beganAt] = [++ticks, now()];
    const end = (answer?: T) => void calls.push({ ...about, began, beganAt, answer, ended: ++ticks, endedAt: now() });
    try {
      const answer = await call();
      end(answer);
      return answer;
    } catch (error) {
      end();
      throw error;
    }
  };
  return { calls, note };
};

export type History = ReturnType<typeof startHistory>;
