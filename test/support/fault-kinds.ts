import type { Fault } from 'cdk-local/fault-injection';

/** A service's own error. */
export const refusedAs = (code: string, message = code, status = 400): Fault => ({ error: { code, message, status } });

export const throttled = refusedAs('ThrottlingException', 'Rate exceeded');

/** A transaction that DynamoDB cancels, with the reason of each of its steps. */
export const cancelled = (...reasons: readonly string[]): Fault => ({
  error: {
    code: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.join(', ')}]`,
    details: { CancellationReasons: reasons.map((Code) => ({ Code })) },
  },
});

export const conflict = cancelled('TransactionConflict');
