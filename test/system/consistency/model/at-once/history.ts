import type { Answer } from '#test/system/consistency/model/client.ts';

/** A call about an invitation or an observation of it. `began` and `ended` order the calls; the other two are clock times. */
export type Call = {
  readonly kind: 'accept' | 'resend' | 'revoke' | 'look';
  readonly invitationId: string;
  readonly userId: string;
  readonly began: number;
  readonly ended: number;
  readonly beganAt: number;
  readonly endedAt: number;
  /** Undefined without a response. */
  readonly answer: Answer | undefined;
};

/** Records the start and end of calls. */
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
