import { useState } from 'react';
import classes from './picture.module.css';

type PictureProps = { readonly src?: string | null; readonly name: string };

/** `CD` of Carlos Díaz. */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word = '') => [...word][0]?.toUpperCase()).join('');
};

/** A person's picture; their initials where they have none, or where it does not load. */
export const Picture = ({ src, name }: PictureProps) => {
  const [broken, setBroken] = useState<string>();
  const isShown = src && src !== broken;
  return (
    <span className={classes.picture} aria-hidden="true">
      {isShown ? (
        <img src={src} alt="" referrerPolicy="no-referrer" loading="lazy" onError={() => setBroken(src)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
};
