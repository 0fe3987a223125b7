import { useEffect } from 'react';

let product = document.title;

/** The name that ends every title, and is all of it before the first page. */
export const nameProduct = (name: string): void => {
  product = name;
  document.title = name;
};

export const productName = (): string => product;

/** Sets the title of the page for the tab, the history and screen readers. */
export const usePageTitle = (...parts: readonly (string | undefined)[]): void => {
  const title = [...parts, product].filter((part) => part !== undefined).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
};
