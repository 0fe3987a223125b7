import { Alert, List } from '@mantine/core';

type FailureListProps = {
  readonly title: string;
  readonly failures: readonly { readonly email: string; readonly why: string }[];
  /** Whether it is announced when it appears. @default false */
  readonly isNews?: boolean;
};

/** Addresses that something was not done to, each with its reason. */
export const FailureList = ({ title, failures, isNews = false }: FailureListProps) => (
  <Alert color="red" {...(isNews && { role: 'alert' })} title={title}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too. */}
    <section tabIndex={0} aria-label={title} style={{ maxHeight: '30vh', overflowY: 'auto' }}>
      <List size="sm" className="wraps-anywhere">
        {failures.map(({ email, why }) => (
          <List.Item key={email}>
            <strong>{email}</strong>: {why}
          </List.Item>
        ))}
      </List>
    </section>
  </Alert>
);
