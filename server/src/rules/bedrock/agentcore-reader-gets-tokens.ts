import { isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { TOKENS } from './_agentcore-tokens.ts';
import { deniedAmong } from './_denials.ts';

/** `Get*` and its like, as readers have it: it also matches what hands out tokens. */
const isReaders = (text: string): boolean => /^bedrock-agentcore:g(?:et?)?\*$/i.test(text);

const allowsReading = question(
  (statement) => isAllow(statement) && strings(statement.action).some(({ text }) => isReaders(text)),
);

const denied = deniedAmong(TOKENS);

const read = '"Effect": "Allow", "Action": ["⟦bedrock-agentcore:Get*⟧", "bedrock-agentcore:List*"], "Resource": "*"';

export const agentcoreReaderGetsTokens = defineRule({
  id: 'agentcore-reader-gets-tokens',
  category: 'security',
  severity: 'warning',
  summary: 'A reader’s Get* of AgentCore also hands out API keys and tokens.',
  explanation:
    'bedrock-agentcore:Get* matches GetResourceApiKey, GetResourceOauth2Token, GetResourcePaymentToken and GetWorkloadAccessToken, which give out secrets instead of showing what is configured. Name what is to be read, or deny these four.',
  reference: authorizationReference('bedrock-agentcore'),
  fixes: { suggested: 'Whoever reads tokens through this policy no longer can.' },
  kinds: ['identity'],
  bad: statements(read),
  good: [
    statements(read.replace(/[⟦⟧]/g, ''), `"Effect": "Deny", "Action": ${JSON.stringify(TOKENS)}, "Resource": "*"`),
    statements('"Effect": "Allow", "Action": "bedrock-agentcore:GetAgentRuntime*", "Resource": "*"'),
  ],
  *checkPolicy(policy, { writer }) {
    const reading = policy.statements.filter(allowsReading);
    if (reading.length === 0) return;
    const stopped = new Set(policy.statements.flatMap(denied));
    const open = TOKENS.filter((action) => !stopped.has(action));
    if (open.length === 0) return;
    for (const statement of reading) {
      for (const value of strings(statement.action)) {
        if (!isReaders(value.text)) continue;
        yield finding(
          value,
          `${brief(value.text)} also matches ${open.join(', ')}, which hand out API keys and tokens. Deny these, or name what is to be read.`,
        ).suggest(
          'Deny what hands out API keys and tokens',
          writer.addStatement(statement, { Effect: 'Deny', Action: open, Resource: '*' }),
        );
      }
    }
  },
});
