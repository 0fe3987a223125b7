import { notifications } from '@mantine/notifications';

/** A notice that goes by itself: what was done is seen in the page, too. */
export const showDone = (message: string): void => {
  notifications.show({ color: 'teal', message });
};

/** A notice that stays until it is closed (WCAG 2.2.1): there is no hurry to read what failed and what to do. */
export const showFailure = (title: string, message: string): void => {
  notifications.show({ color: 'red', autoClose: false, title, message });
};
