/** Dates in conditions: ISO 8601, or seconds since 1970. */

const ISO_DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/;

/** Whether a text is a date of ISO 8601, in a form that IAM reads. */
export const isDate = (text: string): boolean =>
  ISO_DATE.test(text) && !Number.isNaN(Date.parse(text.length === 4 ? `${text}-01-01` : text));

/** Whether a text is a number of seconds; four digits are a year. */
export const isEpoch = (text: string): boolean => /^\d{5,}$/.test(text);

/** The seconds since 1970 that a date stands for; NaN for what is no date. */
export const secondsOf = (text: string): number => (isEpoch(text) ? Number(text) : Date.parse(text) / 1000);
