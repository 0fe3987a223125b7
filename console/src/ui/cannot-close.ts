/** Props of a dialog that is in the middle of something: neither Escape nor a click beside it closes it. */
export const cannotClose = { closeOnEscape: false, closeOnClickOutside: false, withCloseButton: false } as const;
