/** Shown while a page is fetched: the same as in index.html, which comes before all scripts and styles. */
export const Opening = () => (
  <div className="opening">
    <img src="/favicon.svg" alt="" width={48} height={48} />
    <div className="opening-spinner" role="status" aria-label="Loading" />
  </div>
);
