import type { Models } from '../../catalog/models.ts';
import { hasAction, INFERENCE_ACTIONS, isAllow } from '../../iam/allowed.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import type { Policy } from '../../policy/document.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const nova = '"Resource": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"';

const STREAMING = 'bedrock:InvokeModelWithResponseStream';

/** Whether the statement is about a model that streams: by itself, or through a profile. */
function isAboutStreaming(statement: Statement, models: Models): boolean {
  return strings(statement.resource).some(({ text }) => {
    if (text === '*') return true;
    const [, type, id = ''] = /[/:](foundation-model|inference-profile)\/(.*)$/.exec(text) ?? [];
    if (type === undefined) return false;
    const model = type === 'inference-profile' ? (models.profile(id)?.model ?? id) : id;
    const glob = parseGlob(model, { variables: true });
    return models.models.some((each) => each.streams && matches(glob, each.id));
  });
}

const streams = (policy: Policy): boolean =>
  policy.isPartial || policy.statements.some((statement) => hasAction(statement, STREAMING));

export const bedrockStreamingNotAllowed = defineRule({
  id: 'bedrock-streaming-not-allowed',
  category: 'effect',
  severity: 'hint',
  summary: 'InvokeModel is allowed, its streaming twin is not.',
  explanation:
    'InvokeModelWithResponseStream and ConverseStream need bedrock:InvokeModelWithResponseStream. Most SDKs and playgrounds stream; models that make embeddings, rankings or images do not, and get no hint. It is said once a policy. A policy that denies the action does so on purpose, and gets no hint.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  fixes: { suggested: 'Streaming is allowed in addition.' },
  kinds: ['identity'],
  bad: statements(`"Effect": "Allow", "Action": "⟦bedrock:InvokeModel⟧", ${nova}`),
  good: [
    statements(`"Effect": "Allow", "Action": ["bedrock:InvokeModel", "${STREAMING}"], ${nova}`),
    statements(
      `"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/a1b2c3d4e5f6"`,
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:*::foundation-model/amazon.titan-embed-text-v2:0"',
    ),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    if (streams(policy)) return;
    for (const statement of policy.statements) {
      if (!isAllow(statement) || !statement.action) continue;
      const value = strings(statement.action).find(
        (each) => each.text.toLowerCase() === INFERENCE_ACTIONS[0].toLowerCase(),
      );
      if (!value || !isAboutStreaming(statement, catalog.models)) continue;
      yield finding(
        value,
        `Streaming (InvokeModelWithResponseStream, ConverseStream) is not allowed. If callers stream, allow ${STREAMING} too.`,
      ).suggest(`Allow ${STREAMING} too`, writer.addValues(statement.action, [STREAMING]));
      return;
    }
  },
});
