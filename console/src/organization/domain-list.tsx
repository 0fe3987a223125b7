import { Button, Group, List, Stack, Text } from '@mantine/core';
import { takingOut } from '#console/dialogs/focus-back.ts';
import { shownDomain } from './shown-domain.ts';

type DomainListProps = {
  readonly domains: readonly string[];
  /** For admins only. */
  readonly onRemove?: (domain: string) => void;
};

export const DomainList = ({ domains, onRemove }: DomainListProps) => {
  if (domains.length === 0) return <Text>Addresses of every domain can be invited.</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm">Only addresses of {domains.length === 1 ? 'this domain' : 'these domains'} can be invited:</Text>
      <List listStyleType="none" spacing={4} aria-label="Allowed Email Domains">
        {domains.map((domain) => (
          <List.Item key={domain} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
            <Group justify="space-between" wrap="nowrap">
              <Text fw={500} className="wraps-anywhere">
                {shownDomain(domain)}
              </Text>
              {onRemove && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => takingOut(() => onRemove(domain))}
                  aria-label={`Remove ${domain}`}
                >
                  Remove
                </Button>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
};
