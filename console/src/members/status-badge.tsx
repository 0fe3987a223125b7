import { Badge } from '@mantine/core';

type StatusBadgeProps = { readonly color: string; readonly children: string };

/** How a member or an invitation stands, in a word and a dot. */
export const StatusBadge = ({ color, children }: StatusBadgeProps) => (
  <Badge variant="dot" color={color} tt="none" fw={500} miw="max-content">
    {children}
  </Badge>
);
