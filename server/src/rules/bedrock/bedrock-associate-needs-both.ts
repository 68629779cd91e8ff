import { jointTypes } from '../../catalog/joint-resources.ts';
import { allowsByName, mayAllowOn } from '../../iam/allowed.ts';
import { arnValues } from '../../iam/arns.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const ASSOCIATE = 'bedrock:AssociateAgentKnowledgeBase';
const AGENT = 'arn:aws:bedrock:eu-west-1:222233334444:agent/ABCDEFGHIJ';
const KNOWLEDGE_BASE = 'arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/KB12345678';

const allowsAssociating = allowsByName(ASSOCIATE);

export const bedrockAssociateNeedsBoth = defineRule({
  id: 'bedrock-associate-needs-both',
  category: 'effect',
  severity: 'warning',
  summary: 'An agent may be given knowledge bases on one of the two resources only.',
  explanation:
    'AssociateAgentKnowledgeBase is authorized on the agent and on the knowledge base. With one of the two every call is denied. Another policy of the same identity may allow the other; then turn this rule off for the file.',
  reference: bedrockGuide('security_iam_service-with-iam'),
  fixes: { suggested: 'The calls become allowed, with any resource of the other type in the account.' },
  kinds: IDENTITY_KINDS,
  bad: [resource(`⟦${AGENT}⟧`, ASSOCIATE), resource(`⟦${KNOWLEDGE_BASE}⟧`, ASSOCIATE)],
  good: [
    statements(`"Effect": "Allow", "Action": "${ASSOCIATE}", "Resource": ["${AGENT}", "${KNOWLEDGE_BASE}"]`),
    resource('arn:aws:bedrock:eu-west-1:222233334444:*', ASSOCIATE),
  ],
  *checkPolicy(policy, { writer }) {
    if (policy.isPartial) return;
    for (const statement of policy.statements) {
      const { resource: list } = statement;
      if (!list || !allowsAssociating(statement)) continue;
      const [missing, ...more] = (jointTypes(ASSOCIATE) ?? []).filter(
        (type) => !mayAllowOn(policy, ASSOCIATE, `arn:*:bedrock:*:*:${type}/*`),
      );
      const [first] = arnValues(list);
      if (missing === undefined || more.length > 0 || !first) continue;
      const { partition, region, account } = first.arn;
      const other = `arn:${partition.text}:bedrock:${region.text}:${account.text}:${missing}/*`;
      yield finding(
        first.value,
        `${ASSOCIATE} is authorized on the agent and on the knowledge base, and nothing here allows it on a ${missing}: every call is denied. Allow it there too.`,
      ).suggest(`Add ${other}`, writer.addValues(list, [other]));
    }
  },
});
