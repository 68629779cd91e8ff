import { bedrockPrincipalMeant } from '../../catalog/service-principals.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { principalsOf } from '../../iam/principals.ts';
import { brief, quoted } from '../../model/printable.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statements, trust } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const CONFUSED = ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }';

/** All of Bedrock's services assume roles under two names. */
export const servicePrincipalUnknown = defineRule({
  id: 'service-principal-unknown',
  category: 'names',
  severity: 'error',
  judgesForm: true,
  summary: 'A service principal does not exist.',
  explanation:
    'Bedrock assumes roles as bedrock.amazonaws.com, agents, knowledge bases, flows and jobs included, and AgentCore as bedrock-agentcore.amazonaws.com. The names of SDK clients and endpoints (bedrock-runtime, bedrock-agent) are no principals, and a service principal is written service.amazonaws.com in lower case. IAM refuses a policy with another one: “Invalid principal in policy”. In iam:PassedToService such a name never matches, which is a warning. Principals of other services are judged by their form alone.',
  reference: guide('reference_policies_elements_principal'),
  fixes: { suggested: 'The service becomes trusted, or the role may be passed to it.' },
  bad: [
    trust('{ "Service": "⟦bedrock-agent.amazonaws.com⟧" }', 'sts:AssumeRole', CONFUSED),
    trust('{ "Service": "⟦bedrock⟧" }', 'sts:AssumeRole', CONFUSED),
    trust('{ "Service": "⟦Lambda.amazonaws.com⟧" }'),
    statements(
      '"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::222233334444:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "⟦bedrock-runtime.amazonaws.com⟧" } }',
    ),
  ],
  good: [
    trust('{ "Service": "lambda.amazonaws.com" }'),
    trust('{ "Service": "network.bedrock-agentcore.amazonaws.com" }'),
  ],
  *checkStatement(statement, { writer }) {
    for (const value of principalsOf(statement, 'Service')) {
      const { text } = value;
      if (text.includes('*')) continue; // unsupported-wildcard-in-principal
      const meant = bedrockPrincipalMeant(text) ?? (isWellFormed(text) ? undefined : formOf(text));
      if (meant === undefined) continue;
      const result = finding(
        value,
        `IAM knows no service principal ${quoted(text)}, and refuses the policy. ${meant ? `Write ${brief(meant)}.` : 'Write service.amazonaws.com, in lower case.'}`,
      );
      yield meant ? result.suggest(`Change to ${quoted(meant)}`, writer.replaceText(value, meant)) : result;
    }
    for (const entry of conditions(statement)) {
      if (entry.name !== 'iam:passedtoservice' || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        const meant = isWellFormed(value.text) ? bedrockPrincipalMeant(value.text) : undefined; // invalid-service-principal-format
        if (!meant) continue;
        const result: FindingDraft = finding(
          value,
          `No service is called ${quoted(value.text)}, so no role can be passed to it. Write ${brief(meant)}.`,
        ).as('warning');
        yield result.suggest(`Change to ${quoted(meant)}`, writer.replaceText(value, meant));
      }
    }
  },
});

/** `service.amazonaws.com`, with a Region or another name before it, in China with `.cn`; or a name inside of AWS. */
const isWellFormed = (text: string): boolean =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)$/.test(
    text,
  ) || text.includes('${');

/** The name in lower case, where that is all that it lacks; empty where its form is not known. */
const formOf = (text: string): string => (isWellFormed(text.toLowerCase()) ? text.toLowerCase() : '');
