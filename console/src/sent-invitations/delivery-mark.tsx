import table from '#console/ui/list-table.module.css';
import type { Invitation } from '#core/contract/invitation.ts';
import classes from './delivery.module.css';
import { deliveryWords } from './delivery-words.ts';

type DeliveryMarkProps = {
  readonly invitation: Invitation;
  /** Shows the invitation, with all there is to say. */
  readonly onOpen: () => void;
};

/** The delivery of the latest email in a line or two; a button where there is more to read. */
export const DeliveryMark = ({ invitation, onOpen }: DeliveryMarkProps) => {
  const { delivery, email } = invitation;
  const { text, brief, reason, bad } = deliveryWords(invitation);
  if (!bad) return text;
  // An email that was marked as spam was delivered.
  const more = delivery === 'complained' ? 'See what to do about' : 'See why';
  const end = delivery === 'complained' ? '' : ' wasn’t delivered';
  return (
    <>
      <button
        type="button"
        className={`${table.open} ${classes.bad}`}
        onClick={onOpen}
        title={reason}
        aria-label={`${text}. ${more} the email to ${email}${end}`}
      >
        {text}
      </button>
      <div className={`${table.dimmed} ${table.small}`}>{brief}</div>
    </>
  );
};
