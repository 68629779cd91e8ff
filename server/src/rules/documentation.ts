/** Where a rule is explained. */
import type { Rule } from './rule.ts';

export const documentationOfRule = ({ id }: Rule): string =>
  `https://github.com/bedrock-policy/bedrock-policy/blob/main/docs/rules/${id}.md`;
