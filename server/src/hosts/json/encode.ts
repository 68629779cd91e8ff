/** Text as JSON. Only this file puts text between quotes. */

/** A text as a JSON string, with its quotes. */
export const encodeString = (text: string): string => JSON.stringify(text);

/** A text as it stands within a JSON string. */
export const encodeInside = (text: string): string => encodeString(text).slice(1, -1);
