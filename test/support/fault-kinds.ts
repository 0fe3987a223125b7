import type { Fault } from 'cdk-local/fault-injection';

/** Returns a service error. */
export const refusedAs = (code: string, message = code, status = 400): Fault => ({ error: { code, message, status } });

export const throttled = refusedAs('ThrottlingException', 'Rate exceeded');

/** Returns a canceled transaction with the reason for each step. */
export const cancelled = (...reasons: readonly string[]): Fault => ({
  error: {
    code: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.join(', ')}]`,
    details: { CancellationReasons: reasons.map((Code) => ({ Code })) },
  },
});

export const conflict = cancelled('TransactionConflict');
