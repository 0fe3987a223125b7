const several = (count: number, one: string, more: string): string =>
  count === 1 ? one : `${count.toLocaleString('en-US')} ${more}`;

/** `2 emails weren’t delivered, 1 was marked as spam`: an email that was marked as spam was delivered. */
export const problemsInWords = (lost: number, spam: number): string => {
  const marked = spam === 1 ? 'was marked as spam' : 'were marked as spam';
  if (lost === 0) return several(spam, `1 email ${marked}`, `emails ${marked}`);
  const notDelivered = several(lost, '1 email wasn’t delivered', 'emails weren’t delivered');
  return spam === 0 ? notDelivered : `${notDelivered}, ${spam.toLocaleString('en-US')} ${marked}`;
};
