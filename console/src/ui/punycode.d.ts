declare module 'punycode.js' {
  const punycode: { readonly toUnicode: (domain: string) => string };
  // biome-ignore lint/style/noDefaultExport: it is the library’s.
  export default punycode;
}
