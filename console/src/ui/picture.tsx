import { useState } from 'react';
import { initialsOf } from './initials-of.ts';
import classes from './picture.module.css';

type PictureProps = { readonly src?: string | null; readonly name: string };

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
