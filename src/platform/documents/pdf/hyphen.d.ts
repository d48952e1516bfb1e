declare module "hyphen/da/index.js" {
  const patterns: {
    hyphenateSync: (text: string, options?: { hyphenChar?: string; minWordLength?: number }) => string;
  };
  export default patterns;
}
declare module "hyphen/en-gb/index.js" {
  export { default } from "hyphen/da/index.js";
}
