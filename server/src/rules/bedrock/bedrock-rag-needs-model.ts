import { INFERENCE_ACTIONS, isAllow, mayAllow, valuesNaming } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The actions that call models as their caller, with what else they need. */
const CALLERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['bedrock:RetrieveAndGenerate', ['bedrock:Retrieve']],
  ['bedrock:Rerank', []],
]);

const allowsCaller = question(
  (statement) => isAllow(statement) && [...CALLERS.keys()].some((action) => valuesNaming(statement, action).length > 0),
);

/** https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-prereq.html */
export const bedrockRagNeedsModel = defineRule({
  id: 'bedrock-rag-needs-model',
  category: 'effect',
  severity: 'information',
  summary: 'RetrieveAndGenerate or Rerank is allowed, the model that it calls is not.',
  explanation:
    'RetrieveAndGenerate calls a model, and Rerank a reranker, as the identity that asks: bedrock:InvokeModel is needed on that model, and for RetrieveAndGenerate bedrock:Retrieve on the knowledge base. Another policy of the identity may allow them.',
  reference: bedrockGuide('knowledge-base-prereq-permissions-general'),
  kinds: ['identity'],
  bad: statements('"Effect": "Allow", "Action": "⟦bedrock:RetrieveAndGenerate⟧", "Resource": "*"'),
  good: statements(
    '"Effect": "Allow", "Action": "bedrock:Rerank", "Resource": "*"',
    '"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0"',
  ),
  *checkPolicy(policy) {
    for (const statement of policy.statements) {
      if (!allowsCaller(statement)) continue;
      for (const [action, more] of CALLERS) {
        const [value] = valuesNaming(statement, action);
        const needsModel = !INFERENCE_ACTIONS.some((each) => mayAllow(policy, each));
        const missing = [
          ...(needsModel ? [INFERENCE_ACTIONS[0]] : []),
          ...more.filter((each) => !mayAllow(policy, each)),
        ];
        if (!value || missing.length === 0) continue;
        yield finding(
          value,
          `${action} calls a model for its caller, and nothing here allows ${missing.join(' or ')}: unless another policy does, requests are denied. Allow ${missing.join(' and ')} too.`,
        );
      }
    }
  },
});
