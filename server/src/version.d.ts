/** Of package.json; the build puts it here. */
declare const VERSION: string;
