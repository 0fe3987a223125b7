import { Autocomplete } from '@mantine/core';
import { visibleLine } from '#console/text/visible-text.ts';
import { readableEmail } from '#console/ui/readable-address.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import { useMembersToChoose } from './members-to-choose.ts';
import { useTyped } from './use-typed.ts';

type EmailFilterProps = {
  readonly organizationId: string;
  readonly email: string | null;
  readonly fault: boolean;
  readonly onChange: (email: string) => void;
};

/** Everything about one email. Members are offered from the first letters on; anyone else is typed in full. */
export const EmailFilter = ({ organizationId, email, fault, onChange }: EmailFilterProps) => {
  const shown = readableEmail(email ?? '');
  const [typed, setTyped] = useTyped(shown);
  const members = useMembersToChoose(organizationId, typed);
  const take = (text: string) => {
    const entered = visibleLine(text);
    const wanted = emailAddress(entered) ?? entered;
    if (wanted !== (email ?? '')) onChange(wanted);
  };
  return (
    <Autocomplete
      label="Email"
      placeholder="ann@acme.com"
      inputMode="email"
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      maxLength={254}
      value={typed}
      data={typed === shown ? [] : [...new Set(members.map((member) => readableEmail(member.email)))]}
      onChange={setTyped}
      onOptionSubmit={take}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') take(currentTarget.value);
      }}
      onBlur={({ currentTarget }) => take(currentTarget.value)}
      error={fault && typed === shown && 'Enter a full email'}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
};
