import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** The project's own pages: package.json names the repository, and a test holds the two together. */
export const REPOSITORY = 'https://github.com/bedrock-policy/bedrock-policy';
export const ownPage = (page: string): string => `${REPOSITORY}/blob/main/docs/${page}`;

/** Pages of AWS's documentation that rules cite. */
const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** One of Access Analyzer's policy checks, by AWS's level and the check's name. */
export const accessAnalyzer = (
  level: 'error' | 'security-warning' | 'general-warning' | 'suggestion',
  check: string,
): string =>
  `${GUIDE}/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-${level}-${check}`;

export const guide = (page: string): string => `${GUIDE}/${page}.html`;
export const bedrockGuide = (page: string): string =>
  `https://docs.aws.amazon.com/bedrock/latest/userguide/${page}.html`;
export const authorizationReference = (prefix = 'bedrock'): string =>
  `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${prefix}.html`;

/** The page that explains a finding: the one that the organization names, else its rule's. */
export const documentationOf = ({ link, rule }: Finding): string => link ?? documentationOfRule(rule);

/** The page that explains a rule. */
export const documentationOfRule = ({ id }: Rule): string => ownPage(`rules/${id}.md`);
