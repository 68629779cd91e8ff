import { allowsByName, valuesNaming } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { limitsService } from '../../iam/delegated-service.ts';
import { brief } from '../../model/printable.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { isFullyKnown } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { job, needing, PASS_ROLE, ROLE, SERVICE, takerOf } from './_pass-role.ts';

const KEY = 'iam:PassedToService';

const allowsPassRole = allowsByName(PASS_ROLE);

const passing = (service: string) =>
  `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}", "Condition": { "StringEquals": { "iam:PassedToService": "${service}" } }`;

export const bedrockPassroleWrongService = defineRule({
  id: 'bedrock-passrole-wrong-service',
  category: 'effect',
  severity: 'warning',
  summary: 'iam:PassRole is allowed for another service than the one that takes the role.',
  explanation:
    'Actions of bedrock pass roles to bedrock.amazonaws.com, those of bedrock-agentcore to bedrock-agentcore.amazonaws.com. A condition on iam:PassedToService that names another service alone denies the request. Another policy of the same identity may allow it; then turn this rule off for the file.',
  reference: authorizationReference('bedrock-agentcore'),
  fixes: { suggested: 'The role may be passed to one service more.' },
  kinds: ['identity'],
  bad: [
    statements(
      '"Effect": "Allow", "Action": "bedrock-agentcore:CreateAgentRuntime", "Resource": "*"',
      passing('⟦bedrock.amazonaws.com⟧'),
    ),
    statements(job, passing('⟦bedrock-agentcore.amazonaws.com⟧')),
  ],
  good: statements(job, passing(SERVICE)),
  *checkPolicy(policy, { writer }) {
    const allowing = policy.statements.filter(allowsPassRole);
    if (allowing.length === 0 || policy.isPartial) return;
    const limits = allowing.flatMap(
      (statement) => conditions(statement).find((each) => limitsService(each, KEY)) ?? [],
    );
    const [limit] = limits;
    if (!limit || limits.length < allowing.length || !limits.every(({ list }) => isFullyKnown(list))) return;
    const named = limits.flatMap((each) =>
      stringValues(each).map(({ text }) => (each.meaning?.wildcards ? parseGlob(text) : text.toLowerCase())),
    );
    const isNamed = (service: string) =>
      named.some((each) => (typeof each === 'string' ? each === service : matches(each, service)));
    const actions = [...new Set(policy.statements.flatMap(explicitly))].filter((action) => !isNamed(takerOf(action)));
    const [action] = actions;
    const [value] = stringValues(limit);
    if (action === undefined || !value) return;
    const taker = takerOf(action);
    const result = finding(
      value,
      `${action} passes its role to ${taker}, and here the role may be passed to ${brief(value.text)} alone: the request is denied. Name ${taker} too.`,
    );
    if (limit.list.values.length === 1)
      result.suggest(`Change to ${taker}`, writer.replaceInList(limit.list, value, [taker]));
    yield result.suggest(`Add ${taker}`, writer.addValues(limit.list, [taker]));
  },
});

/** The actions that take a role and that a statement names itself: those of `bedrock:*` are rarely all meant. */
const explicitly = question((statement) =>
  needing(statement).filter((action) => valuesNaming(statement, action).length > 0),
);
