const parts = ['Message.Subject', 'Message.Body.Html', 'Message.Body.Text'];

/** SES takes a part for 7-bit ASCII unless it names a charset: whatever else is in it arrives as a question mark. */
export const replaceUndeclaredNonAscii = (form: URLSearchParams): URLSearchParams => {
  const minded = new URLSearchParams(form);
  for (const part of parts) {
    const data = form.get(`${part}.Data`);
    if (data !== null && !form.get(`${part}.Charset`)) minded.set(`${part}.Data`, data.replace(/\P{ASCII}/gu, '?'));
  }
  return minded;
};
