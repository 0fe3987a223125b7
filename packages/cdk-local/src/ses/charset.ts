const parts = ['Message.Subject', 'Message.Body.Html', 'Message.Body.Text'];

/** Replaces other characters by question marks where SES assumes 7-bit ASCII: in parts that name no charset. */
export const replaceUndeclaredNonAscii = (form: URLSearchParams): URLSearchParams => {
  const replaced = new URLSearchParams(form);
  for (const part of parts) {
    const data = form.get(`${part}.Data`);
    if (data !== null && !form.get(`${part}.Charset`)) replaced.set(`${part}.Data`, data.replace(/\P{ASCII}/gu, '?'));
  }
  return replaced;
};
