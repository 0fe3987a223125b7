import { createTheme } from '@mantine/core';

// What dialogs share. Their header is none of the page. The style sheet keeps the page behind them still.
const dialog = {
  styles: { title: { fontWeight: 600 } },
  defaultProps: {
    lockScroll: false,
    attributes: { header: { role: 'presentation' } },
    closeButtonProps: { 'aria-label': 'Close' },
  },
};

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Modal: dialog,
    Drawer: dialog,
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
