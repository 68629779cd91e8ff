/** Texts in XML. */
import { oneLine } from './printing.ts';

const XML: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' };

/** A text on one line, as it stands in an attribute or an element. */
export const xml = (text: string): string => oneLine(text).replace(/[<>&"']/g, (each) => XML[each] ?? each);
