import { isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { isLimitedToCallers } from '../../iam/callers.ts';
import { spanOf } from '../../policy/data.ts';
import { strings } from '../../policy/statement.ts';
import { isAboutGuardrails } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { onResource, statements, trust } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const isOpen = question((statement) => isAllow(statement) && !isLimitedToCallers(statement));

/** Of these AgentCore demands "*", where callers sign in by OAuth. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html */
const OF_OAUTH =
  /^bedrock-agentcore:(invokeagentruntime|invokegateway|getruntimeprotectedresourcemetadata|getagentcard)/i;

/** { "AWS": "*" } is "*". https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const principalPublic = defineRule({
  id: 'principal-public',
  category: 'security',
  severity: 'warning',
  summary: 'Everyone in the world is allowed.',
  explanation:
    'The principals "*" and { "AWS": "*" } mean the same: every account, and without a signature everyone. Limit the statement with a condition that identifies the callers: aws:PrincipalOrgID, aws:PrincipalArn, aws:PrincipalAccount, aws:SourceVpce, aws:SourceIp, …. Conditions that anyone can meet, such as aws:SecureTransport, keep nobody out. AgentCore’s runtimes and gateways need "*" where callers sign in by OAuth; there it is information.',
  reference: guide('reference_policies_elements_principal'),
  kinds: ['resource', 'trust'],
  bad: [
    trust('{ "AWS": "⟦*⟧" }'),
    onResource(
      '"Effect": "Allow", "Principal": ⟦"*"⟧, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"',
    ),
    onResource(
      '"Effect": "Allow", "Principal": { "AWS": "⟦*⟧" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" } }',
    ),
    statements(
      '"Effect": "Allow", "Principal": ⟦"*"⟧, "Action": "bedrock-agentcore:InvokeGateway", "Resource": "arn:aws:bedrock-agentcore:eu-west-1:222233334444:gateway/g1"',
    ),
  ],
  good: [
    trust(
      '{ "AWS": "*" }',
      'sts:AssumeRole',
      ', "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
    ),
    onResource(
      '"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } }',
    ),
  ],
  *checkStatement(statement, { catalog, kind }) {
    if (!isOpen(statement) || isAboutGuardrails(statement, catalog)) return;
    const bare = statement.principal?.bare;
    const everyone = (statement.principal?.types ?? [])
      .filter(({ name }) => name.text === 'AWS')
      .flatMap((list) => strings(list))
      .filter(({ text }) => text === '*');
    // role-trust-policy-unsupported-wildcard-in-principal reports "*" in a trust policy.
    const places = [
      ...(bare?.text === '*' && kind !== 'trust' ? [spanOf(bare.data)] : []),
      ...everyone.map(({ span }) => span),
    ];
    const actions = strings(statement.action);
    const isForOauth = actions.length > 0 && actions.every(({ text }) => OF_OAUTH.test(text));
    for (const place of places) {
      const result = finding(
        place,
        isForOauth
          ? 'Everyone may call this. Where callers sign in by OAuth, AgentCore demands it; otherwise name the principals, or add a condition.'
          : kind === 'trust'
            ? 'This lets anyone in the world assume the role. Name the account or service, or add a condition on aws:PrincipalOrgID.'
            : 'This allows everyone in the world. Name the principals, or add a condition on aws:PrincipalOrgID or the like.',
      );
      yield isForOauth ? result.as('information') : result;
    }
  },
});
