/** Made by scripts/build.ts: the catalog's files as texts. */
declare module 'catalog:embedded' {
  export const files: Readonly<Record<string, string>>;
}
