import { Menu } from '@mantine/core';
import { type Ref, useId, useRef, useState } from 'react';
import type { Member } from '#core/contract/organization.ts';
import classes from './member-menu.module.css';

/** Actions on a member. */
export type MemberAction = 'change' | 'remove' | 'history';

export type OnMemberAction = (action: MemberAction, member: Member) => void;

type MemberMenuProps = {
  readonly member: Member;
  readonly isCaller: boolean;
  readonly onAction: OnMemberAction;
};

/** Marks the place of the menu. The button has the roles, so the ones that Mantine passes on are dropped. */
const Anchor = ({ ref }: { readonly ref?: Ref<HTMLSpanElement> }) => <span ref={ref} className={classes.anchor} />;

/** The actions for a member. The menu is there while it is open: a long list would have one in each row. */
export const MemberMenu = ({ member, isCaller, onAction }: MemberMenuProps) => {
  const [isOpen, setIsOpen] = useState(false);
  // The press of the button that closes the menu is no press that opens it again.
  const wasOpen = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <div className={classes.menu}>
      <button
        ref={button}
        id={id}
        type="button"
        className={classes.dots}
        aria-label={`Actions for ${member.name}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerDown={() => {
          wasOpen.current = isOpen;
        }}
        onClick={() => {
          setIsOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        ⋯
      </button>
      {isOpen && (
        <Menu
          opened
          onClose={close}
          position="bottom-end"
          width={260}
          shadow="md"
          withinPortal={false}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <Anchor />
          </Menu.Target>
          <Menu.Dropdown aria-labelledby={id}>
            <Menu.Item onClick={() => onAction('change', member)}>Edit role and teams</Menu.Item>
            <Menu.Item onClick={() => onAction('history', member)}>View invitation</Menu.Item>
            {!isCaller && (
              <Menu.Item c="var(--mantine-color-error)" onClick={() => onAction('remove', member)}>
                Remove from organization
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
};
