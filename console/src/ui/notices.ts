import { notifications } from '@mantine/notifications';

/** A notice that goes by itself: the change is seen in the page, too. */
export const showDone = (message: string): void => {
  notifications.show({ color: 'teal', message });
};

/** A notice that stays until it is closed, as all that are red. */
export const showFailure = (title: string, message: string): void => {
  notifications.show({ color: 'red', title, message });
};
