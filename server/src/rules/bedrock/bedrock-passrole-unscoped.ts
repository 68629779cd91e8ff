import { actionNames } from '../../iam/actions.ts';
import { isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions } from '../../iam/conditions.ts';
import type { Policy } from '../../policy/document.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { isAboutAnyRole } from '../actions/_role-patterns.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { job, needing, PASS_ROLE, ROLE, SERVICE, takerOf } from './_pass-role.ts';

const allowsBedrock = question(
  (statement) => isAllow(statement) && strings(statement.action).some(({ text }) => /^bedrock/i.test(text)),
);

const passRole = ({ action }: Statement): StringValue | undefined =>
  strings(action).find(({ text }) => text.toLowerCase() === PASS_ROLE.toLowerCase());

/** Whether a condition compares the service, rightly or not. */
const comparesService = ({ name, meaning }: Condition): boolean =>
  name === 'iam:passedtoservice' && meaning?.family !== 'Null';

const allowsPassRole = question((statement) => isAllow(statement) && passRole(statement) !== undefined);

/** The services of Bedrock that take a role from an action, by the prefix of the action. */
const TAKERS: ReadonlyMap<string, string> = new Map([
  ['bedrock', SERVICE],
  ['bedrock-agentcore', 'bedrock-agentcore.amazonaws.com'],
]);

/**
 * Further services whose actions take a role in the request: beside them no single service can be advised.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const OTHER_TAKERS: ReadonlySet<string> = new Set([
  'apigateway',
  'appsync',
  'batch',
  'cloudformation',
  'codebuild',
  'codedeploy',
  'codepipeline',
  'ec2',
  'ecs',
  'eks',
  'elasticmapreduce',
  'events',
  'firehose',
  'glue',
  'iot',
  'lambda',
  'pipes',
  'rds',
  'sagemaker',
  'scheduler',
  'ssm',
  'states',
]);

/**
 * The services to which the Allows of a policy pass roles: Bedrock's by what the actions need, else by their prefixes.
 * `others`: whether actions of further services take roles too, so that no single service can be advised.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-agentcore.html
 */
function takersOf({ statements: all }: Policy): { services: readonly string[]; others: boolean } {
  const allowing = all.filter(isAllow);
  const names = allowing.flatMap(({ action }) => actionNames(action));
  const prefixes = new Set(names.map(({ prefix }) => prefix.toLowerCase()));
  const others = [...prefixes].some((prefix) => OTHER_TAKERS.has(prefix));
  const taken = new Set(allowing.flatMap(needing).map(takerOf));
  const present = [...TAKERS].filter(([prefix]) => prefixes.has(prefix));
  const taking = present.filter(([, service]) => taken.has(service));
  return { services: (taking.length > 0 ? taking : present).map(([, service]) => service), others };
}

export const bedrockPassroleUnscoped = defineRule({
  id: 'bedrock-passrole-unscoped',
  category: 'security',
  severity: 'warning',
  summary: 'iam:PassRole, together with Bedrock’s actions, is not limited to Bedrock.',
  explanation:
    'Without a condition on iam:PassedToService the role may be passed to any service that it trusts, and serves there with all its permissions. Bedrock takes roles as bedrock.amazonaws.com, AgentCore as bedrock-agentcore.amazonaws.com. Where each role is named in full it is information.',
  reference: guide('reference_policies_iam-condition-keys'),
  fixes: {
    suggested:
      'The role can no longer be passed to other services, and the policy does not show whether that is needed.',
  },
  kinds: ['identity'],
  bad: [
    statements(
      job,
      '"Effect": "Allow", "Action": "⟦iam:PassRole⟧", "Resource": "arn:aws:iam::222233334444:role/Bedrock*"',
    ),
    statements(job, `"Effect": "Allow", "Action": "⟦iam:PassRole⟧", "Resource": "${ROLE}"`),
    statements(
      '"Effect": "Allow", "Action": "bedrock-agentcore:CreateAgentRuntime", "Resource": "*"',
      '"Effect": "Allow", "Action": "⟦iam:PassRole⟧", "Resource": "arn:aws:iam::222233334444:role/AgentCore*"',
    ),
  ],
  good: [
    statements(
      job,
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}", "Condition": { "StringEquals": { "iam:PassedToService": "${SERVICE}" } }`,
    ),
    statements(
      '"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*"',
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}"`,
    ),
  ],
  *checkPolicy(policy, { writer }) {
    if (!policy.statements.some(allowsBedrock)) return;
    let takers: ReturnType<typeof takersOf> | undefined;
    for (const statement of policy.statements) {
      if (!allowsPassRole(statement) || isAboutAnyRole(statement)) continue; // pass-role-with-star-in-resource and its like
      const value = passRole(statement);
      if (!value || conditions(statement).some(comparesService)) continue; // passed-to-service-no-limit
      const isNamed =
        statement.resource !== undefined && strings(statement.resource).every((each) => !/[*?]/.test(each.text));
      takers ??= takersOf(policy);
      const { services, others } = takers;
      const [only] = services;
      const isKnown = !others && only !== undefined;
      const result = finding(
        value,
        isKnown
          ? `The role may be passed to any service that it trusts. Limit it with iam:PassedToService = ${services.join(' and ')}.`
          : 'The role may be passed to any service that it trusts. Limit it with iam:PassedToService to the services that take it.',
      ).as(isNamed ? 'information' : 'warning');
      const isAlone = statement.action?.values.length === 1;
      if (isKnown && isAlone) {
        result.suggest(
          `Allow it only for ${services.join(' and ')}`,
          writer.addConditions(statement, [
            ['StringEquals', 'iam:PassedToService', services.length > 1 ? services : only],
          ]),
        );
      }
      yield result;
    }
  },
});
