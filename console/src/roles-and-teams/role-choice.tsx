import { Radio, Stack } from '@mantine/core';
import { type Role, role as roleSchema } from '#core/contract/fields.ts';
import { roleWords } from './role-words.ts';

type RoleChoiceProps = {
  readonly value: Role;
  /** Text that names the people whom the choice affects. */
  readonly description?: string | undefined;
  readonly onChange: (role: Role) => void;
};

/** The roles, each with when to give it. */
export const RoleChoice = ({ value, description, onChange }: RoleChoiceProps) => (
  <Radio.Group
    label="Role"
    description={description}
    value={value}
    onChange={(chosen) => onChange(roleSchema.parse(chosen))}
  >
    <Stack gap="xs" mt="xs">
      {roleSchema.options.map((role) => (
        <Radio key={role} value={role} label={roleWords[role].name} description={roleWords[role].whenToUse} />
      ))}
    </Stack>
  </Radio.Group>
);
