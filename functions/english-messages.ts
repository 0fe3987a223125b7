import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';

// zod/mini brings no words: without these, all that it says of a value is "Invalid input".
z.config(english());
